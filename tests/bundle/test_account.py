# SPDX-License-Identifier: EUPL-1.2
"""Everything in a bundle has a maker and a licence, or the bundle is not made."""

import zipfile
from pathlib import Path

import pytest
from bill import licences
from bill.components import Unaccounted
from bill.distributions import installed, normalised
from bill.own import ROOT
from bill.shipped import files_of

from tests.bundle.fake import FONT, account, bundle, distribution, lay

MIT = b"Permission is hereby granted, free of charge"


def test_a_bundle_of_known_things_is_accounted_for(tmp_path: Path) -> None:
    components = account(bundle(tmp_path))
    assert set(components) == {
        *("Python", "Noto Sans, Noto Sans Math, Noto Sans Symbols 2"),
    }
    assert components["Noto Sans, Noto Sans Math, Noto Sans Symbols 2"].files == (FONT,)


def test_a_strangers_file_is_refused_by_its_name(tmp_path: Path) -> None:
    lay(tmp_path, {"_internal/libstranger.so.1": b"who made this"})
    with pytest.raises(Unaccounted, match=r"_internal/libstranger\.so\.1"):
        account(bundle(tmp_path))


def test_a_strangers_module_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(Unaccounted, match=r"the module stranger\.inside"):
        account(bundle(tmp_path, "stranger.inside"))


def test_a_stranger_beside_the_program_is_refused(tmp_path: Path) -> None:
    lay(tmp_path, {"another-program": b""})
    with pytest.raises(Unaccounted, match="another-program"):
        account(bundle(tmp_path))


def test_a_resource_that_was_changed_is_a_strangers(tmp_path: Path) -> None:
    shipped = bundle(tmp_path)
    (tmp_path / FONT).write_bytes(b"another font")
    with pytest.raises(Unaccounted, match="NotoSans-Regular"):
        account(shipped)


def test_many_strangers_are_counted_rather_than_all_named(tmp_path: Path) -> None:
    lay(tmp_path, {f"_internal/stranger{number:02}": b"" for number in range(30)})
    with pytest.raises(Unaccounted, match=r"stranger19 and 10 more"):
        account(bundle(tmp_path))


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside.so"
    outside.write_bytes(b"")
    folder = tmp_path / "program"
    folder.mkdir()
    (folder / "link.so").symlink_to(outside)
    with pytest.raises(Unaccounted, match=r"link\.so leads out"):
        files_of(folder)


def test_a_link_within_the_folder_is_no_file_of_its_own(tmp_path: Path) -> None:
    lay(tmp_path, {"lib/real.so": b""})
    (tmp_path / "link.so").symlink_to("lib/real.so")
    assert files_of(tmp_path) == {"lib/real.so"}


def test_the_notices_of_an_earlier_run_are_no_content(tmp_path: Path) -> None:
    lay(tmp_path, {"THIRD_PARTY_NOTICES.txt": b"", "program": b""})
    assert files_of(tmp_path) == {"program"}


def test_files_and_modules_go_to_the_distribution_that_brought_them(tmp_path: Path) -> None:
    home = tmp_path / "environment"
    files = {"tool/core.py": b"", "tool/fast.so": b"", "tool-1.2.3.dist-info/LICENSE": MIT}
    tool = distribution("tool", home, files, "MIT")
    lay(tmp_path / "program", {"_internal/tool/fast.so": b""})
    found = account(bundle(tmp_path / "program", "tool.core"), tool)["tool"]
    assert found.files == ("_internal/tool/fast.so",)
    assert (found.version, found.licence) == ("1.2.3", "MIT")
    assert found.texts == (MIT.decode(),)
    assert found.purl == "pkg:pypi/tool@1.2.3"


def test_a_distribution_that_is_installed_but_not_shipped_is_not_listed(tmp_path: Path) -> None:
    tool = distribution("tool", tmp_path / "environment", {"tool/core.py": b""}, "MIT")
    assert "tool" not in account(bundle(tmp_path / "program"), tool)


def test_a_distribution_of_unknown_licence_is_refused(tmp_path: Path) -> None:
    tool = distribution("tool", tmp_path / "environment", {"tool/core.py": b""})
    with pytest.raises(Unaccounted, match="the Python distribution tool"):
        account(bundle(tmp_path / "program", "tool.core"), tool)


def test_crates_that_a_wheel_lists_are_listed_inside_it(tmp_path: Path) -> None:
    told = b'{"components": [{"name": "pem", "version": "4.0.0", "purl": "pkg:cargo/pem@4.0.0?x=y",'
    told += b' "licenses": [{"expression": "MIT"}]}, {"name": "nameless"}]}'
    files = {"rusty.py": b"", "rusty-1.2.3.dist-info/sboms/rust.json": told}
    rusty = distribution("rusty", tmp_path / "environment", files, "Apache-2.0")
    pem = account(bundle(tmp_path / "program", "rusty"), rusty)["pem"]
    assert (pem.inside, pem.purl) == ("pkg:pypi/rusty@1.2.3", "pkg:cargo/pem@4.0.0")


def test_a_system_package_of_unknown_licence_is_refused() -> None:
    with pytest.raises(Unaccounted, match="libreadline8"):
        licences.of_system_package("libreadline8")


def test_the_name_of_a_package_for_the_long_time_is_the_same_package() -> None:
    assert licences.of_system_package("libglib2.0-0t64") == "LGPL-2.1-or-later"


def test_the_archive_of_pythons_modules_holds_nothing_else(tmp_path: Path) -> None:
    archive = tmp_path / "_internal" / "base_library.zip"
    archive.parent.mkdir()
    with zipfile.ZipFile(archive, "w") as written:
        written.writestr("encodings/utf_8.pyc", b"")
    assert account(bundle(tmp_path))["Python"].files == ("_internal/base_library.zip",)
    with zipfile.ZipFile(archive, "a") as written:
        written.writestr("stranger.pyc", b"")
    with pytest.raises(Unaccounted, match=r"stranger\.pyc"):
        account(bundle(tmp_path))


def test_the_run_time_of_visual_c_is_microsofts_wherever_it_lies(tmp_path: Path) -> None:
    wheel = distribution("wheel", tmp_path / "environment", {"wheel/MSVCP140.dll": b""}, "MIT")
    lay(tmp_path / "program", {"_internal/wheel/MSVCP140.dll": b""})
    found = account(bundle(tmp_path / "program"), wheel)
    assert "wheel" not in found
    assert found["Microsoft Visual C++ Runtime"].licence.startswith("LicenseRef-Microsoft")


def test_every_library_that_the_program_needs_has_a_licence() -> None:
    lock = (ROOT / "packaging" / "requirements.lock").read_text(encoding="utf-8")
    needed = {normalised(line.split("==")[0]) for line in lock.splitlines() if "==" in line}
    known = {found.name: found for found in installed()}
    assert len(needed) > 15
    for name in needed & set(known):
        assert licences.of_distribution(name, known[name].declared)
