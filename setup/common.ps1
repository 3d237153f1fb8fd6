# Finds what the project needs on Windows and installs what is missing. `run.ps1` and `test.ps1` load this file.
# It must also work with Windows PowerShell 5.1, which is part of Windows: no newer syntax, and ASCII only.

$ErrorActionPreference = 'Stop'
$Root = Split-Path -Parent $PSScriptRoot
$Workload = 'Microsoft.VisualStudio.Workload.VCTools'

function Stop-Setup([string[]] $Lines) {
    foreach ($line in $Lines) { [Console]::Error.WriteLine($line) }
    exit 1
}

# The arguments without those of this script, which stand first. Sets $AssumeYes.
function Read-Arguments([string] $Name, [string] $Call, [string] $Receiver, [object[]] $Arguments) {
    $script:AssumeYes = $env:CI -eq 'true'
    $rest = @($Arguments | Where-Object { $null -ne $_ })
    while ($rest.Count -gt 0) {
        $first = [string] $rest[0]
        if ($first -eq '--help') {
            Write-Host "usage: $Name.ps1 [--yes] [ARGUMENT...]"
            Write-Host ''
            Write-Host "Installs what is missing on this machine, after asking, and calls ``cargo $Call``."
            Write-Host '--yes, or CI=true in the environment, installs without asking.'
            Write-Host "The first argument that is not --yes or --help, and all after it, go to $Receiver."
            exit 0
        }
        if ($first -ne '--yes' -and $first -ne '--') { break }
        if ($first -eq '--yes') { $script:AssumeYes = $true }
        $rest = @($rest | Select-Object -Skip 1)
        if ($first -eq '--') { break }
    }
    $script:Rest = $rest
}

# The output of a program, or nothing where it is missing or fails. What it says on stderr is dropped.
function Get-Output([string] $Program, [string[]] $Arguments) {
    # With 'Stop', Windows PowerShell takes any line on stderr for an error.
    $ErrorActionPreference = 'Continue'
    if (-not (Get-Command $Program -CommandType Application -ErrorAction SilentlyContinue)) { return '' }
    $output = & $Program @Arguments 2>$null
    if ($LASTEXITCODE -ne 0) { return '' }
    return ($output -join "`n")
}

function Test-Program([string] $Program) {
    return [bool] (Get-Command $Program -CommandType Application -ErrorAction SilentlyContinue)
}

# The oldest Rust that builds the project.
function Get-WantedRust {
    $line = Select-String -Path (Join-Path $Root 'Cargo.toml') -Pattern '^rust-version = "(.*)"$' | Select-Object -First 1
    return [version] $line.Matches[0].Groups[1].Value
}

# Whether the output of `rustc --version` tells a Rust that is new enough.
function Test-RustVersion([string] $Output) {
    if ($Output -notmatch '^rustc (\d+\.\d+)\.') { return $false }
    return ([version] $Matches[1]) -ge (Get-WantedRust)
}

# Whether cargo and Rust build the project. Chooses the stable toolchain of rustup where the default one is too old.
function Test-Rust {
    if (-not (Test-Program 'cargo')) { return $false }
    if (Test-RustVersion (Get-Output 'rustc' @('--version'))) { return $true }
    if (-not (Test-RustVersion (Get-Output 'rustup' @('run', 'stable', 'rustc', '--version')))) { return $false }
    $env:RUSTUP_TOOLCHAIN = 'stable'
    return $true
}

# Whether Rust finds a linker: Visual Studio or its Build Tools, with the C++ tools. A Rust for GNU brings its own.
function Test-Linker {
    if ((Get-Output 'rustc' @('-vV')) -match 'host: \S+-windows-gnu') { return $true }
    $vswhere = Join-Path ${env:ProgramFiles(x86)} 'Microsoft Visual Studio\Installer\vswhere.exe'
    if (-not (Test-Path $vswhere)) { return $false }
    $component = 'Microsoft.VisualStudio.Component.VC.Tools.x86.x64'
    if ($env:PROCESSOR_ARCHITECTURE -eq 'ARM64') { $component = 'Microsoft.VisualStudio.Component.VC.Tools.ARM64' }
    $found = Get-Output $vswhere @('-latest', '-products', '*', '-requires', $component, '-property', 'installationPath')
    return $found -ne ''
}

# Installs a package without asking, with options for the package's own installer.
function Install-WithWinget([string] $Id, [string] $Options) {
    & winget install --exact --id $Id --accept-source-agreements --accept-package-agreements --override $Options | Out-Host
}

# rustup's installer changes the PATH of programs that start later, and not of this one.
function Add-CargoToPath {
    $folder = $env:CARGO_HOME
    if (-not $folder) { $folder = Join-Path $env:USERPROFILE '.cargo' }
    $env:PATH = (Join-Path $folder 'bin') + ';' + $env:PATH
}

function Confirm-Install {
    if ($AssumeYes) { return }
    if ([Console]::IsInputRedirected) {
        Stop-Setup 'Nothing was installed: there is no terminal to ask at. Call this again with --yes to install.'
    }
    if ((Read-Host 'Install what is missing? [y/N]') -notmatch '^(y|yes)$') { Stop-Setup 'Nothing was installed.' }
}

# Makes sure that the machine can build the project. Windows brings all that the window needs.
function Initialize-Machine {
    Add-CargoToPath
    $needsLinker = -not (Test-Linker)
    $needsRust = -not (Test-Rust)
    if (-not $needsLinker -and -not $needsRust) { return }

    $wanted = Get-WantedRust
    Write-Host 'Missing on this machine:'
    if ($needsLinker) { Write-Host '  Build Tools for Visual Studio, with "Desktop development with C++" (several GB)' }
    if ($needsRust) { Write-Host "  Rust $wanted or newer" }
    $needsRustup = $needsRust -and -not (Test-Program 'rustup')
    if (($needsLinker -or $needsRustup) -and -not (Test-Program 'winget')) {
        Stop-Setup @(
            'This script installs with winget, which is not here. Install the above from',
            '  https://visualstudio.microsoft.com/visual-cpp-build-tools and https://rustup.rs',
            'and call this again.'
        )
    }
    Confirm-Install
    if ($needsLinker) {
        $options = "--wait --passive --norestart --add $Workload --includeRecommended"
        Install-WithWinget 'Microsoft.VisualStudio.2022.BuildTools' $options
        if (-not (Test-Linker)) {
            Stop-Setup @(
                'The C++ tools are still missing. Open the Visual Studio Installer, choose "Modify" and then',
                '"Desktop development with C++", and call this again. It may need an administrator.'
            )
        }
    }
    if ($needsRust) {
        if ($needsRustup) { Install-WithWinget 'Rustlang.Rustup' '-y --default-toolchain stable --profile minimal' }
        # A rustup that was here before may have no toolchain, or an old one.
        if (-not (Test-Rust) -and (Test-Program 'rustup')) {
            & rustup toolchain install stable --profile minimal | Out-Host
        }
        if (-not (Test-Rust)) {
            Stop-Setup "Rust $wanted or newer is still missing. Install it as https://rustup.rs says, and call this again."
        }
    }
}
