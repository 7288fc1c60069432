#!/usr/bin/env bash
# Starts build.cake with the local Cake tool: ./build.sh --target=Demo|Up|Test|Build|Bench|Charts|Images
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

if ! command -v dotnet >/dev/null; then
    echo "The .NET SDK 10 is missing. Install it (https://dot.net/download) so that 'dotnet' is on the PATH, then run this again." >&2
    exit 1
fi

if ! dotnet --version >/dev/null 2>&1; then
    echo "No installed .NET SDK satisfies global.json (10.0.100 or a later 10.0 SDK). Installed:" >&2
    dotnet --list-sdks >&2
    exit 1
fi

# NuGet and npm keep their download caches in the home folder. Where there is none to write to, .tools/ holds them.
if [[ -z "${HOME:-}" || ! -d "$HOME" || ! -w "$HOME" ]]; then
    echo "The home folder '${HOME:-}' cannot be written; using $PWD/.tools/home in its place."
    export HOME="$PWD/.tools/home"
    mkdir -p "$HOME"
fi

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# Build nodes that outlive the build would keep the caller's pipe open.
export MSBUILDDISABLENODEREUSE=1

if ! dotnet cake --version >/dev/null 2>&1; then
    dotnet tool restore
fi

exec dotnet cake build.cake "$@"
