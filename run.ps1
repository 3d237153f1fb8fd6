# Installs what is missing to build the program, after asking, and runs it. See `run.ps1 --help`.
. (Join-Path $PSScriptRoot 'setup\common.ps1')

Read-Arguments 'run' 'run --release' 'the program' $args
Initialize-Machine
# The current directory stays as it is: a case may be given by a relative path.
$call = @('run', '--manifest-path', (Join-Path $Root 'Cargo.toml'), '--release', '--') + $Rest
$ErrorActionPreference = 'Continue'
& cargo @call
exit $LASTEXITCODE
