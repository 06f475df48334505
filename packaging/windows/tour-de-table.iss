; SPDX-License-Identifier: EUPL-1.2
; The installer for Windows: for one person, without an administrator. Inno Setup 6.3 or later; packaging\bundle.ps1 runs it:
;   iscc /DVersion=0.1.0 packaging\windows\tour-de-table.iss
; It installs dist\tour-de-table and writes dist\tour-de-table-VERSION-windows-x86_64-setup.exe, not signed: docs/bundle.md.
; The sentences are French: whoever installs the program reads them. UTF-8 with a byte order mark, as the .ps1 files.
;
; What people write lies in %LOCALAPPDATA%\tour-de-table, in their documents and where they chose. No line of this file may
; name these places, and there is no [UninstallDelete]: only what was installed is removed.

#ifndef Version
  #error Give the version: iscc /DVersion=0.1.0
#endif
#if Ver < EncodeVer(6, 3, 0)
  #error Inno Setup 6.3 or later is needed
#endif

#define Name "Tour de table"
#define Program "tour-de-table.exe"
#define Commands "tour-de-table-console.exe"
#define Id "tour-de-table"
#define BackupType "TourDeTable.Backup"
#define Icon AddBackslash(SourcePath) + "..\..\resources\app-icon\tour-de-table.ico"

[Setup]
AppId={#Id}
AppName={#Name}
AppVersion={#Version}
AppVerName={#Name} {#Version}
AppPublisher=Les contributeurs de {#Name}
AppCopyright=EUPL-1.2
VersionInfoVersion={#Version}
VersionInfoProductName={#Name}
VersionInfoProductTextVersion={#Version}
VersionInfoDescription=Installation de {#Name}
VersionInfoCompany=Les contributeurs de {#Name}
VersionInfoCopyright=EUPL-1.2
; Nobody is asked for a password of an administrator: {autopf} is then %LOCALAPPDATA%\Programs.
PrivilegesRequired=lowest
DefaultDirName={autopf}\{#Name}
DisableProgramGroupPage=yes
; What Qt 6 asks for: Windows 10 of 1809, 64 bits.
MinVersion=10.0.17763
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
LicenseFile=..\..\LICENSE
#if FileExists(Icon)
SetupIconFile={#Icon}
#endif
UninstallDisplayName={#Name}
UninstallDisplayIcon={app}\{#Program}
OutputDir=..\..\dist
OutputBaseFilename=tour-de-table-{#Version}-windows-x86_64-setup
Compression=lzma2/max
SolidCompression=yes
TimeStampsInUTC=yes
WizardStyle=modern
ChangesAssociations=yes
; The Restart Manager of Windows closes the program as a person would, so it keeps what is typed; never `force`, which kills.
CloseApplications=yes
CloseApplicationsFilter=*.exe,*.dll,*.pyd
RestartApplications=no

[Languages]
Name: "fr"; MessagesFile: "compiler:Languages\French.isl"

[Messages]
ConfirmUninstall=Retirer %1 de cet ordinateur ?%n%nSeul le programme est retiré : vos coffres, vos sauvegardes, vos documents et vos réglages restent où ils sont.
UninstalledAll=%1 a été retiré de cet ordinateur.%n%nVos coffres, vos sauvegardes, vos documents et vos réglages sont restés où ils étaient : une nouvelle installation les retrouve.
UninstalledMost=%1 a été retiré de cet ordinateur, sauf quelques fichiers du programme que vous pouvez supprimer vous-même.%n%nVos coffres, vos sauvegardes, vos documents et vos réglages sont restés où ils étaient : une nouvelle installation les retrouve.

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"

[InstallDelete]
; Libraries of an older version must not stay among the new ones. A folder of this name that belongs to another program is let alone.
Type: filesandordirs; Name: "{app}\_internal"; Check: IsOurs; BeforeInstall: WaitUntilClosed

[Files]
Source: "..\..\dist\tour-de-table\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{autoprograms}\{#Name}"; Filename: "{app}\{#Program}"
Name: "{autodesktop}\{#Name}"; Filename: "{app}\{#Program}"; Tasks: desktopicon

[Registry]
; The suffix of backups, app/vault/rotation.py, is ours alone: a double click may open them. A slot file is a .json among others,
; and Windows knows types by suffix only: the program is offered under « Ouvrir avec » and takes nothing over.
Root: HKA; Subkey: "Software\Classes\.tdtb"; Flags: uninsdeletekeyifempty
Root: HKA; Subkey: "Software\Classes\.tdtb"; ValueType: string; ValueName: ""; ValueData: "{#BackupType}"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.tdtb\OpenWithProgids"; Flags: uninsdeletekeyifempty
Root: HKA; Subkey: "Software\Classes\.tdtb\OpenWithProgids"; ValueType: string; ValueName: "{#BackupType}"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\{#BackupType}"; ValueType: string; ValueName: ""; ValueData: "Sauvegarde de {#Name}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\{#BackupType}\DefaultIcon"; ValueType: string; ValueName: ""; ValueData: "{app}\{#Program},0"
Root: HKA; Subkey: "Software\Classes\{#BackupType}\shell\open\command"; ValueType: string; ValueName: ""; ValueData: """{app}\{#Program}"" ""%1"""
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}"; ValueType: string; ValueName: "FriendlyAppName"; ValueData: "{#Name}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}\shell\open\command"; ValueType: string; ValueName: ""; ValueData: """{app}\{#Program}"" ""%1"""
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}\SupportedTypes"; ValueType: string; ValueName: ".tdtb"; ValueData: ""
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}\SupportedTypes"; ValueType: string; ValueName: ".json"; ValueData: ""

[Run]
Filename: "{app}\{#Program}"; Description: "{cm:LaunchProgram,{#Name}}"; Flags: nowait postinstall skipifsilent

[Code]
const
  WriteAlone = $0012; // fmOpenReadWrite or fmShareExclusive

// Windows refuses to open for writing a program that runs.
function IsBusy(const Name: String): Boolean;
var
  Path: String;
  Stream: TFileStream;
begin
  Result := False;
  Path := ExpandConstant('{app}\') + Name;
  if FileExists(Path) then
    try
      Stream := TFileStream.Create(Path, WriteAlone);
      Stream.Free;
    except
      Result := True;
    end;
end;

function IsRunning: Boolean;
begin
  Result := IsBusy('{#Program}') or IsBusy('{#Commands}');
end;

function IsOurs: Boolean;
begin
  Result := FileExists(ExpandConstant('{app}\{#Program}'));
end;

// The last look before the first file is touched, after the Restart Manager did what it could: removing half of a program that
// runs would leave neither version. Setup cannot be ended from here, so it waits.
procedure WaitUntilClosed;
begin
  while IsRunning do
  begin
    SuppressibleMsgBox('{#Name} est encore ouvert ; rien n’a été remplacé.' + #13#10#13#10 +
      'Fermez-le, puis choisissez OK.', mbError, MB_OK, IDOK);
    Sleep(500);
  end;
end;

// An older program refuses the vault that a newer one has migrated: it would lock its people out.
function InitializeSetup: Boolean;
var
  Known: String;
  Installed, Offered: Int64;
begin
  Result := True;
  if RegQueryStringValue(HKA, 'Software\Microsoft\Windows\CurrentVersion\Uninstall\{#Id}_is1', 'DisplayVersion', Known) then
    if StrToVersion(Known, Installed) and StrToVersion('{#Version}', Offered) then
      if ComparePackedVersion(Installed, Offered) > 0 then
      begin
        SuppressibleMsgBox('{#Name} ' + Known + ' est déjà installé et plus récent que la version {#Version} ; ' +
          'rien n’a été changé.' + #13#10#13#10 +
          'Gardez la version installée : une version plus ancienne ne pourrait pas ouvrir vos coffres.',
          mbError, MB_OK, IDOK);
        Result := False;
      end;
end;

// « Do not close the applications » would install over a program that runs.
function NextButtonClick(CurPageID: Integer): Boolean;
begin
  Result := True;
  if (CurPageID = wpPreparing) and WizardForm.PreparingNoRadio.Visible and WizardForm.PreparingNoRadio.Checked then
  begin
    SuppressibleMsgBox('{#Name} doit être fermé pendant l’installation.' + #13#10#13#10 +
      'Laissez l’installation le fermer, ou annulez-la pour finir ce que vous faites.', mbError, MB_OK, IDOK);
    Result := False;
  end;
end;

function InitializeUninstall: Boolean;
begin
  Result := True;
  while Result and IsRunning do
    Result := SuppressibleMsgBox('{#Name} est ouvert ; rien n’a été retiré.' + #13#10#13#10 +
      'Fermez-le, puis recommencez.', mbError, MB_RETRYCANCEL, IDCANCEL) = IDRETRY;
end;
