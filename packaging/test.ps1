# SPDX-License-Identifier: EUPL-1.2
# Prepares what is missing, then runs every check and test:  powershell -File packaging\test.ps1 [pytest options]
# The cheapest checks come first; the first failure ends the run.
Set-Location (Join-Path $PSScriptRoot '..')
. (Join-Path $PSScriptRoot 'setup.ps1')

function Invoke-Step([string]$Name, [string[]]$Arguments) {
    Write-Host "`n== $Name"
    Invoke-Checked $Python $Arguments
}

Initialize-Environment 'packaging\requirements-dev.lock'
$env:QT_QPA_PLATFORM = 'offscreen'
$env:PYTHONUTF8 = '1'

Invoke-Step 'ruff format' @('-m', 'ruff', 'format', '--check', '.')
Invoke-Step 'ruff check' @('-m', 'ruff', 'check', '.')
Invoke-Step 'Import contracts' @('-c', 'from importlinter.cli import lint_imports_command; lint_imports_command()')
Invoke-Step 'mypy' @('-m', 'mypy')

$scratch = Join-Path ([System.IO.Path]::GetTempPath()) ([System.Guid]::NewGuid().ToString())
New-Item -ItemType Directory $scratch | Out-Null
try {
    Invoke-Step 'Self-test' @('-m', 'app', 'self-test')
    Invoke-Step 'Headless demo' @('-m', 'app', 'demo', (Join-Path $scratch 'demo'))
    Invoke-Step 'Headless meeting' @('-m', 'app', 'play', 'tests/data/reunion-type.json', (Join-Path $scratch 'meeting'))
} finally {
    Remove-Item -Recurse -Force $scratch -ErrorAction SilentlyContinue
}

Invoke-Step 'pytest' (@('-m', 'pytest', '--numprocesses', '2', '--dist', 'loadscope') + $args)
