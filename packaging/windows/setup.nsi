; The installer for one user, without an administrator. `package` gives VERSION and, where it signs, SIGN: a command that
; signs the file that it is given. It puts the files beside this one. Silent with /S; the folder is chosen with /D=FOLDER.
; It ends with 2 where a newer version is installed, and with 3 while the program is open: Windows keeps the file of an
; open program, and the rest would be installed or removed around it.
Target amd64-unicode
Unicode true
SetCompressor /SOLID lzma
ManifestDPIAware true
Name "WGS-henvisning"
OutFile "installer.exe"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\WGS-henvisning"
InstallDirRegKey HKCU "Software\WGS-henvisning" "InstallDir"
Icon "wgs-referral.ico"
UninstallIcon "wgs-referral.ico"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "WGS-henvisning"
VIAddVersionKey "FileDescription" "WGS-henvisning, installation"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "MIT / Apache-2.0"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\WGS-henvisning"
!include LogicLib.nsh
!include WordFunc.nsh
!insertmacro VersionCompare

!ifdef SIGN
  !uninstfinalize '"${SIGN}" "%1"' = 0
!endif

LoadLanguageFile "${NSISDIR}\Contrib\Language files\Danish.nlf"
LoadLanguageFile "${NSISDIR}\Contrib\Language files\English.nlf"
LangString NEWER ${LANG_DANISH} "En nyere version af WGS-henvisning er allerede installeret. Afinstallér den først."
LangString NEWER ${LANG_ENGLISH} "A newer version of WGS-henvisning is already installed. Uninstall it first."

LangString OPEN ${LANG_DANISH} "WGS-henvisning er åben. Gem sagen, luk programmet, og prøv igen."
LangString OPEN ${LANG_ENGLISH} "WGS-henvisning is open. Save the case, close the program and try again."

; Ends the installer if one of the programs is open.
!macro RefuseWhileOpen PROGRAM
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${PROGRAM}" a
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONSTOP "$(OPEN)" /SD IDOK
      SetErrorLevel 3
      Quit
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

Page directory
Page instfiles
UninstPage uninstConfirm
UninstPage instfiles

Function .onInit
  ReadRegStr $0 HKCU "${UNINSTALL}" "DisplayVersion"
  ${If} $0 != ""
    ${VersionCompare} $0 "${VERSION}" $1
    ${If} $1 == 1
      MessageBox MB_OK|MB_ICONSTOP "$(NEWER)" /SD IDOK
      SetErrorLevel 2
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

Section
  !insertmacro RefuseWhileOpen "wgs-referral.exe"
  !insertmacro RefuseWhileOpen "wgs-referral-cli.exe"
  SetOutPath "$INSTDIR"
  File "wgs-referral.exe"
  File "wgs-referral-cli.exe"
  File "/oname=LICENSE-MIT.txt" "LICENSE-MIT"
  File "/oname=LICENSE-APACHE.txt" "LICENSE-APACHE"
  File "/oname=licences.txt" "texts.txt"
  File "SAFETY.md"
  File "SECURITY.md"
  File "it.md"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\WGS-henvisning.lnk" "$INSTDIR\wgs-referral.exe"

  WriteRegStr HKCU "Software\WGS-henvisning" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "Software\Classes\.wgscase" "" "WgsReferral.Case"
  WriteRegStr HKCU "Software\Classes\.wgscase\OpenWithProgids" "WgsReferral.Case" ""
  WriteRegStr HKCU "Software\Classes\WgsReferral.Case" "" "WGS-henvisning, sag"
  WriteRegStr HKCU "Software\Classes\WgsReferral.Case\DefaultIcon" "" "$INSTDIR\wgs-referral.exe,0"
  WriteRegStr HKCU "Software\Classes\WgsReferral.Case\shell\open\command" "" '"$INSTDIR\wgs-referral.exe" "%1"'
  WriteRegStr HKCU "Software\Classes\Applications\wgs-referral.exe\shell\open\command" "" '"$INSTDIR\wgs-referral.exe" "%1"'
  WriteRegStr HKCU "Software\Classes\Applications\wgs-referral.exe\SupportedTypes" ".pdf" ""

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "WGS-henvisning"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\wgs-referral.exe,0"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "wgs-referral"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ; Explorer reads the association anew.
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

; The user's settings, keys, cases and recovery copies stay.
Section "Uninstall"
  !insertmacro RefuseWhileOpen "wgs-referral.exe"
  !insertmacro RefuseWhileOpen "wgs-referral-cli.exe"
  Delete "$INSTDIR\wgs-referral.exe"
  Delete "$INSTDIR\wgs-referral-cli.exe"
  Delete "$INSTDIR\LICENSE-MIT.txt"
  Delete "$INSTDIR\LICENSE-APACHE.txt"
  Delete "$INSTDIR\licences.txt"
  Delete "$INSTDIR\SAFETY.md"
  Delete "$INSTDIR\SECURITY.md"
  Delete "$INSTDIR\it.md"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\WGS-henvisning.lnk"
  ReadRegStr $0 HKCU "Software\Classes\.wgscase" ""
  ${If} $0 == "WgsReferral.Case"
    DeleteRegValue HKCU "Software\Classes\.wgscase" ""
  ${EndIf}
  DeleteRegValue HKCU "Software\Classes\.wgscase\OpenWithProgids" "WgsReferral.Case"
  DeleteRegKey /ifempty HKCU "Software\Classes\.wgscase\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "Software\Classes\.wgscase"
  DeleteRegKey HKCU "Software\Classes\WgsReferral.Case"
  DeleteRegKey HKCU "Software\Classes\Applications\wgs-referral.exe"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\WGS-henvisning"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
