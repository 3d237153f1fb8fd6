# Installs what is missing to build and test the program, after asking, and tests it. See `test.ps1 --help`.
. (Join-Path $PSScriptRoot 'setup\common.ps1')

Read-Arguments 'test' 'test' 'cargo' $args
Initialize-Machine
$call = @('test', '--manifest-path', (Join-Path $Root 'Cargo.toml')) + $Rest
$ErrorActionPreference = 'Continue'
& cargo @call
exit $LASTEXITCODE
