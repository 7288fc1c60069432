#!/bin/sh
# azurite.sh PROGRAM PORT: an Azure Blob server in memory on the loopback. Runs until its standard input ends, so it cannot outlive
# whoever started it.
set -eu
cd "${TMPDIR:-/tmp}"
node "$1" --blobHost 127.0.0.1 --blobPort "$2" --inMemoryPersistence --skipApiVersionCheck --disableTelemetry </dev/null &
server=$!
trap 'kill -9 "$server" 2>/dev/null || true' EXIT
trap 'exit 1' INT TERM
cat >/dev/null
