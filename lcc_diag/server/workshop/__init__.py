"""What phones and the wall of a workshop ask for: pages without a kernel, answers in, the public room out, live."""
