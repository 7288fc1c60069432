# Starts build.cake with the local Cake tool: ./build.ps1 --target=Build
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot

if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    Write-Error "The .NET SDK 10 is missing. Install it (https://dot.net/download) so that 'dotnet' is on the PATH, then run this again."
}

$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:MSBUILDDISABLENODEREUSE = '1'

dotnet tool restore
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }

dotnet cake build.cake @args
exit $LASTEXITCODE
