# SPDX-License-Identifier: EUPL-1.2
# Prepares what is missing, then opens Tour de table:  powershell -File packaging\run.ps1 [--demo]
Set-Location (Join-Path $PSScriptRoot '..')
. (Join-Path $PSScriptRoot 'setup.ps1')

Initialize-Environment 'packaging\requirements.lock'
Invoke-Checked $Python (@('-m', 'ui') + $args)
