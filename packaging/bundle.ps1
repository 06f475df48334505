# SPDX-License-Identifier: EUPL-1.2
# Builds what is handed out for Windows, the twin of bundle.sh:  powershell -File packaging\bundle.ps1 [-RequireInstaller]
# In dist\: the folder that runs as it is, the same in a .zip for a USB stick, the installer where Inno Setup is there
# (-RequireInstaller: it must be), the list of what is inside and SHA256SUMS. Nothing is signed: docs/bundle.md says how.
param([switch]$RequireInstaller)

Set-Location (Join-Path $PSScriptRoot '..')
. (Join-Path $PSScriptRoot 'setup.ps1')
. (Join-Path $PSScriptRoot 'windows\inno-setup.ps1')

$Bundle = 'dist\tour-de-table'

# What a line of Python prints. It must hold no double quote, which PowerShell 5 loses on the way.
function Get-FromPython([string]$Line) {
    $said = & $Python -c $Line
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
    return ([string]$said).Trim()
}

# Two builds of one commit are the same: hashes and hours come from it, not from today.
function Set-Reproducible {
    $env:PYTHONHASHSEED = '0'
    $env:PYTHONUTF8 = '1'
    if (-not $env:SOURCE_DATE_EPOCH -and (Test-Command 'git' @('log', '-1'))) {
        $env:SOURCE_DATE_EPOCH = [string](& git log -1 '--format=%ct')
    }
}

# The commands of the bundle, with no Python and nothing of ours on the path: this machine, and a whole meeting.
function Test-ConsoleProgram([string]$Program) {
    $path = $env:PATH
    $scratch = Join-Path ([System.IO.Path]::GetTempPath()) ([System.Guid]::NewGuid().ToString())
    New-Item -ItemType Directory $scratch | Out-Null
    try {
        $env:PATH = "$env:SystemRoot\System32;$env:SystemRoot"
        Invoke-Checked $Program @('self-test')
        Invoke-Checked $Program @('play', 'tests\data\reunion-type.json', (Join-Path $scratch 'meeting'))
    } finally {
        $env:PATH = $path
        Remove-Item -Recurse -Force $scratch -ErrorAction SilentlyContinue
    }
}

# True where the program shows its own window within a minute. The box of a start that failed bears another title.
function Test-WindowProgram([string]$Program) {
    $process = Start-Process -FilePath $Program -ArgumentList '--demo' -PassThru
    try {
        $limit = (Get-Date).AddSeconds(60)
        while ((Get-Date) -lt $limit) {
            $process.Refresh()
            if ($process.HasExited) { return $false }
            if ($process.MainWindowTitle -like 'Tour de table*') { return $true }
            Start-Sleep -Milliseconds 250
        }
        return $false
    } finally {
        if (-not $process.HasExited) {
            $process.CloseMainWindow() | Out-Null
            if (-not $process.WaitForExit(20000)) { $process.Kill() }
        }
    }
}

# SHA256SUMS as sha256sum reads it: lower case, two spaces, line feeds, no byte order mark.
function Write-Sums([string]$Start) {
    $lines = Get-ChildItem 'dist' -File | Where-Object { $_.Name.StartsWith($Start) } | Sort-Object Name |
        ForEach-Object { (Get-FileHash -Algorithm SHA256 $_.FullName).Hash.ToLowerInvariant() + '  ' + $_.Name }
    [System.IO.File]::WriteAllText((Join-Path $PWD.Path 'dist\SHA256SUMS'), (@($lines) -join "`n") + "`n")
}

Initialize-Environment 'packaging\requirements-bundle.lock'
Set-Reproducible
if ((Get-FromPython 'import sysconfig; print(sysconfig.get_platform())') -ne 'win-amd64') {
    Stop-Setup 'Il faut un Python de 64 bits (x86-64) pour construire ce programme.'
}
$version = Get-FromPython "import tomllib; print(tomllib.load(open('pyproject.toml', 'rb'))['project']['version'])"
$name = "tour-de-table-$version-windows-x86_64"
$inno = Find-InnoSetup
if ($RequireInstaller -and -not $inno) {
    Stop-Setup "Inno Setup 6.3 ou plus récent est introuvable : l’installateur ne peut pas être construit."
}

Remove-Item -Path "dist\$name*", 'dist\SHA256SUMS' -ErrorAction SilentlyContinue # a failure must leave none
Write-Host 'Construction du programme…'
Invoke-Checked $Python @('-m', 'PyInstaller', '--noconfirm', '--clean', '--distpath', 'dist', '--workpath', 'build',
    'packaging\tour-de-table.spec')
Invoke-Checked $Python @('packaging\inventory.py', $Bundle, $version, "dist\$name.cdx.json")

Write-Host 'Essai du programme construit…'
Test-ConsoleProgram (Join-Path $PWD.Path "$Bundle\tour-de-table-console.exe")
if (-not (Test-WindowProgram (Join-Path $PWD.Path "$Bundle\tour-de-table.exe"))) {
    Stop-Setup "Le programme construit ne montre pas sa fenêtre : rien n’a été empaqueté."
}

Write-Host 'Archive pour une clé USB…'
Invoke-Checked $Python @('packaging\zipped.py', $Bundle, "dist\$name.zip")
if ($inno) {
    Write-Host 'Installateur…'
    Invoke-Checked $inno @('/Qp', "/DVersion=$version", 'packaging\windows\tour-de-table.iss')
} else {
    Write-Host "Inno Setup est introuvable : pas d’installateur cette fois."
}
Write-Sums "tour-de-table-$version"
Write-Host 'Tout est dans le dossier dist.'
