# SPDX-License-Identifier: EUPL-1.2
# Installs, starts, upgrades, refuses and removes what bundle.ps1 built, for this account:
#   powershell -File packaging\windows\prove.ps1
# For a machine that is thrown away afterwards (.github\workflows\bundle.yml): it really installs. A file stands where
# vaults lie, and must be there at the end. The first thing that is not as promised ends the run.
Set-Location (Join-Path $PSScriptRoot '..\..')
. (Join-Path $PSScriptRoot '..\setup.ps1')
. (Join-Path $PSScriptRoot 'inno-setup.ps1')

$Vaults = Join-Path $env:LOCALAPPDATA 'tour-de-table'
$Installed = Join-Path $env:LOCALAPPDATA 'Programs\Tour de table'
$Scratch = Join-Path ([System.IO.Path]::GetTempPath()) ([System.Guid]::NewGuid().ToString())
$Silent = @('/VERYSILENT', '/SUPPRESSMSGBOXES', '/NORESTART')

function Assert-That([string]$Promise, [bool]$Kept) {
    if (-not $Kept) { Stop-Setup "Promesse non tenue : $Promise" }
    Write-Host "- $Promise"
}

# Runs a program of Inno Setup to its end, that of the processes it started included, and gives its code.
function Get-ExitCode([string]$Program) {
    return (Start-Process -FilePath $Program -ArgumentList $Silent -Wait -PassThru).ExitCode
}

# An installer of that version from the folder that was built, beside the true one.
function New-Installer([string]$Version) {
    Invoke-Checked (Find-InnoSetup) @('/Q', "/DVersion=$Version", "/O$Scratch", 'packaging\windows\tour-de-table.iss') | Out-Host
    return Join-Path $Scratch "tour-de-table-$Version-windows-x86_64-setup.exe"
}

New-Item -ItemType Directory $Scratch | Out-Null
New-Item -ItemType Directory -Force $Vaults | Out-Null
Set-Content -Path (Join-Path $Vaults 'témoin.txt') -Value 'un coffre serait ici'
$commands = Join-Path $Installed 'tour-de-table-console.exe'

$setup = @(Get-Item 'dist\tour-de-table-*-windows-x86_64-setup.exe')
Assert-That 'un installateur, et un seul, est construit' ($setup.Count -eq 1)
Assert-That 'il installe sans administrateur ni question' ((Get-ExitCode $setup[0].FullName) -eq 0)
Invoke-Checked $commands @('self-test')
Invoke-Checked $commands @('play', 'tests\data\reunion-type.json', (Join-Path $Scratch 'meeting'))
Assert-That 'le type des sauvegardes est connu' (Test-Path 'HKCU:\Software\Classes\TourDeTable.Backup\shell\open\command')

$left = Join-Path $Installed '_internal\vieille.dll'
Set-Content -Path $left -Value "une bibliothèque d’avant"
Assert-That "une version plus récente s’installe" ((Get-ExitCode (New-Installer '999.0.0')) -eq 0)
Assert-That "rien de l’ancienne ne reste" (-not (Test-Path $left))
Assert-That 'une version plus ancienne est refusée' ((Get-ExitCode (New-Installer '0.0.1')) -ne 0)
Invoke-Checked $commands @('self-test')

Get-ExitCode (Join-Path $Installed 'unins000.exe') | Out-Null
$limit = (Get-Date).AddSeconds(60)
while ((Test-Path $commands) -and (Get-Date) -lt $limit) { Start-Sleep -Milliseconds 250 }
Assert-That 'le programme est retiré' (-not (Test-Path $Installed))
Assert-That 'le type des sauvegardes aussi' (-not (Test-Path 'HKCU:\Software\Classes\TourDeTable.Backup'))
Assert-That 'et leur suffixe' (-not (Test-Path 'HKCU:\Software\Classes\.tdtb'))
Assert-That 'les coffres sont toujours là' (Test-Path (Join-Path $Vaults 'témoin.txt'))
Remove-Item -Recurse -Force $Scratch
