#!/bin/sh
# Chromium opens its DevTools port on the loopback address alone; socat lets other containers in.
set -eu

socat TCP4-LISTEN:9222,fork,reuseaddr TCP4:127.0.0.1:9223 &

# The container is the sandbox: Chromium's own needs rights that containers do not have.
exec setpriv --reuid=chromium --regid=chromium --init-groups env HOME=/home/chromium \
  chromium-headless-shell --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-quic \
  --no-first-run --disable-background-networking --disable-component-update --disable-sync \
  --remote-debugging-port=9223 "$@" about:blank
