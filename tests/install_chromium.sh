#!/bin/sh
# Makes sure there is what the browser tests need, from Debian's packages; never fails, only says what is missing:
# Chromium, libatomic for the program that drives it, and openssl for a certificate.
set -u
packages=""
browser=""
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && browser="$name"
done
[ -n "$browser" ] || packages="chromium fonts-dejavu-core"
command -v openssl >/dev/null 2>&1 || packages="$packages openssl"
case "$(uname -s)" in
    Linux) /sbin/ldconfig -p 2>/dev/null | grep -q 'libatomic\.so\.1' || packages="$packages libatomic1" ;;
esac
[ -n "$packages" ] || exit 0

missing="Tests in a browser or with https are skipped. What is missing comes with: apt-get install $packages"
command -v apt-get >/dev/null 2>&1 || { echo "$missing"; exit 0; }
if [ "$(id -u)" = 0 ]; then as_root=""
elif sudo -n true 2>/dev/null; then as_root="sudo"
else echo "$missing"; exit 0; fi
echo "Installing for the browser tests: $packages …"
$as_root apt-get update -qq >/dev/null 2>&1
# shellcheck disable=SC2086 # several packages are meant
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null 2>&1 || echo "$missing"
exit 0
