# SPDX-License-Identifier: EUPL-1.2
# Where Inno Setup is, shared by bundle.ps1 and prove.ps1.

# The compiler of Inno Setup, the newest one that is found; $null where there is none.
function Find-InnoSetup {
    $command = Get-Command 'iscc.exe' -ErrorAction SilentlyContinue
    if ($command) { return @($command)[0].Source }
    $found = @()
    foreach ($place in @(${env:ProgramFiles(x86)}, $env:ProgramFiles, "$env:LOCALAPPDATA\Programs")) {
        if ($place) {
            $found += @(Get-Item -Path (Join-Path $place 'Inno Setup *\ISCC.exe') -ErrorAction SilentlyContinue)
        }
    }
    $newest = @($found | Sort-Object { $_.Directory.Name } | Select-Object -Last 1)
    if ($newest.Count -eq 0) { return $null }
    return $newest[0].FullName
}
