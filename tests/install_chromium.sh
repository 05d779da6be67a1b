#!/bin/sh
# Makes sure there is a Chromium for the browser tests, from Debian's packages; never fails, only says what is missing.
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
missing="No Chromium found: the browser tests (tests/browser, tests/ui) are skipped. Install it with: apt-get install chromium"
command -v apt-get >/dev/null 2>&1 || { echo "$missing"; exit 0; }
if [ "$(id -u)" = 0 ]; then as_root=""
elif sudo -n true 2>/dev/null; then as_root="sudo"
else echo "$missing"; exit 0; fi
echo "Installing Chromium for the browser tests …"
$as_root apt-get update -qq >/dev/null 2>&1
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null 2>&1 || echo "$missing"
exit 0
