# SPDX-License-Identifier: EUPL-1.2
# Set-up shared by run.ps1 and test.ps1, the twin of setup.sh. Windows needs no system library: Python's venv and
# the wheels are enough. Saved as UTF-8 with a byte order mark, without which Windows PowerShell 5 misreads accents.

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = [System.Text.Encoding]::UTF8

$Python = '.venv\Scripts\python.exe'

# Ends the set-up with a sentence for the user.
function Stop-Setup([string]$Sentence) {
    [Console]::Error.WriteLine($Sentence)
    exit 1
}

# Runs a command and ends the script with its status where it fails.
function Invoke-Checked([string]$Command, [string[]]$Arguments) {
    & $Command @Arguments
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

# True where the command runs and ends with 0; what it says is dropped.
function Test-Command([string]$Command, [string[]]$Arguments) {
    if (-not (Get-Command $Command -ErrorAction SilentlyContinue)) { return $false }
    $previous = $ErrorActionPreference
    $ErrorActionPreference = 'Continue' # in PowerShell 5 a line on stderr would otherwise be an error
    try { & $Command @Arguments *> $null } finally { $ErrorActionPreference = $previous }
    return $LASTEXITCODE -eq 0
}

# The command and first arguments of the Python to build on: 3.11 if it is there, else any later one.
function Find-Python {
    $check = 'import sys; sys.exit(sys.version_info < (3, 11))'
    foreach ($candidate in @(@('py', '-3.11'), @('py', '-3'), @('python3'), @('python'))) {
        $first = @($candidate | Select-Object -Skip 1)
        if (Test-Command $candidate[0] ($first + @('-c', $check))) { return , $candidate }
    }
    Stop-Setup "Il faut Python 3.11 ou plus récent (python.org, ou la Logithèque de l’établissement)."
}

# The stamp of a finished set-up: the lock file's hash and the version of Python.
function Get-Fingerprint([string]$LockFile) {
    $version = ''
    if (Test-Path '.venv\pyvenv.cfg') {
        $version = (Get-Content '.venv\pyvenv.cfg' | Where-Object { $_ -like 'version*' }) -join ''
    }
    return (Get-FileHash -Algorithm SHA256 $LockFile).Hash + ' ' + $version
}

# Everything ready in .venv, or a sentence and a non-zero exit. The stamp is written last.
function Initialize-Environment([string]$LockFile) {
    $stamp = '.venv\ready-' + [System.IO.Path]::GetFileNameWithoutExtension($LockFile)
    if ((Test-Path $Python) -and (Test-Path $stamp)) {
        if ((Get-Content $stamp -Raw).Trim() -eq (Get-Fingerprint $LockFile).Trim()) { return }
    }
    $base = Find-Python
    if ((Test-Path '.venv\incomplete') -or -not (Test-Command $Python @('-m', 'pip', '--version'))) {
        if (Test-Path '.venv') {
            Write-Host "L’environnement Python (.venv) est incomplet : il est refait."
            Remove-Item -Recurse -Force '.venv'
        }
        New-Item -ItemType Directory '.venv' | Out-Null
        New-Item -ItemType File '.venv\incomplete' | Out-Null
        Write-Host "Création de l’environnement Python…"
        Invoke-Checked $base[0] (@($base | Select-Object -Skip 1) + @('-m', 'venv', '.venv'))
    }
    New-Item -ItemType File -Force '.venv\incomplete' | Out-Null
    Write-Host 'Installation des bibliothèques (versions figées, empreintes vérifiées)…'
    & $Python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --no-deps `
        --only-binary ':all:' -r $LockFile
    if ($LASTEXITCODE -ne 0) {
        Stop-Setup "Les bibliothèques n’ont pas pu être installées : vérifiez la connexion, puis relancez la même commande."
    }
    Remove-Item '.venv\incomplete'
    Set-Content -Path $stamp -Value (Get-Fingerprint $LockFile)
}
