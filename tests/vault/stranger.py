# SPDX-License-Identifier: EUPL-1.2
"""Reads a vault or a backup as docs/vault-format.md says, with none of our code nor our engine.

`python stranger.py PLACE KIND SECRET ACCOUNT`: KIND is `passphrase` or `sheet`, ACCOUNT a name.
Prints one JSON object: rows by table, the identities, the texts of sealed minutes.
"""

import base64
import hashlib
import hmac
import json
import sys
import tempfile
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import apsw  # type: ignore[import-not-found]  # only in the environment that runs this
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

Json = dict[str, Any]
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def canonical(value: object) -> bytes:
    """§2."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def context(purpose: str, *parts: object) -> bytes:
    """§2."""
    return canonical(["tour-de-table", 1, purpose, *parts])


def b64(text: str) -> bytes:
    """§2."""
    return base64.b64decode(text, validate=True)


def unseal(key: bytes, sealed: bytes, aad: bytes) -> bytes:
    """§2."""
    return AESGCM(key).decrypt(sealed[:12], sealed[12:], aad)


def hkdf(secret: bytes, salt: bytes, info: str, length: int) -> bytes:
    """§2."""
    return HKDF(SHA256(), length, salt, f"tour-de-table/1/{info}".encode()).derive(secret)


def private_from_passphrase(vault: str, slot: Json, passphrase: str) -> bytes:
    """§4, steps 1 to 3."""
    kdf = slot["private"]["kdf"]
    wrapping = hash_secret_raw(
        unicodedata.normalize("NFC", passphrase).strip().encode(),
        b64(kdf["salt"]),
        kdf["passes"],
        kdf["memory_kib"],
        kdf["lanes"],
        32,
        Type.ID,
    )
    aad = context("private-key", vault, slot["account"], "passphrase", kdf)
    return unseal(wrapping, b64(slot["private"]["sealed"]), aad)


def private_from_sheet(vault: str, recovery: Json, code: str) -> bytes:
    """§4, from a recovery sheet."""
    signs = code.upper().translate(str.maketrans("OIL", "011")).split("-")
    number = 0
    for sign in "".join(group[:4] for group in signs):
        number = number * 32 + CROCKFORD.index(sign)
    salt = recovery["private"]["salt"]
    wrapping = hkdf(number.to_bytes(20, "big"), b64(salt), "recovery-sheet", 32)
    aad = context("recovery-sheet", vault, recovery["sheet"], salt)
    return unseal(wrapping, b64(recovery["private"]["sealed"]), aad)


def secret(vault: str, owner: str, public: str, private: bytes, name: str, box: Json) -> bytes:
    """§4, step 4."""
    ephemeral = b64(box["ephemeral"])
    shared = X25519PrivateKey.from_private_bytes(private).exchange(
        X25519PublicKey.from_public_bytes(ephemeral)
    )
    key = hkdf(shared, ephemeral + b64(public), "sealed-box", 32)
    return unseal(key, b64(box["sealed"]), context("secret", vault, owner, name))


def keys_of(outer: Json, kind: str, typed: str, account: str) -> tuple[str, bytes, bytes]:
    """The vault's id, its master key and its identity key."""
    body = outer["body"]
    if hashlib.sha256(canonical(body)).hexdigest() != outer["checksum"]:
        sys.exit("checksum")
    vault = body["vault"]
    if kind == "sheet":
        holder = body["recovery"]
        owner, private = holder["sheet"], private_from_sheet(vault, holder, typed)
    else:
        holder = next(slot for slot in body["slots"] if slot["name"] == account)
        owner, private = holder["account"], private_from_passphrase(vault, holder, typed)
    master, identity = (
        secret(vault, owner, holder["public"], private, name, holder["secrets"][name])
        for name in ("master", "identity")
    )
    mac = hmac.digest(hkdf(master, vault.encode(), "slots", 32), canonical(body), "sha256")
    if not hmac.compare_digest(mac, b64(outer["mac"])):
        sys.exit("mac")
    return vault, master, identity


def read(database: Path, keyspec: bytes, vault: str, identity: bytes) -> Json:
    """§5."""
    connection = apsw.Connection(str(database))
    connection.pragma("cipher", "sqlcipher")
    connection.pragma("legacy", 4)
    connection.execute(f"PRAGMA key = \"x'{keyspec.hex()}'\"")
    names = [
        str(name)
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        )
    ]
    return {
        "rows": {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0]  # noqa: S608
            for name in names
        },
        "identities": sorted(
            unseal(identity, sealed, context("identity", vault, case_id)).decode()
            for case_id, sealed in connection.execute("SELECT case_id, sealed FROM identity")
        ),
        "minutes": [
            record
            for (record,) in connection.execute("SELECT record FROM minutes_item ORDER BY item_id")
        ],
    }


def main() -> None:
    """Open what is named on the command line."""
    place, kind, typed, account = Path(sys.argv[1]), *sys.argv[2:5]
    if place.is_dir():
        outer = json.loads((place / "keys-1.json").read_bytes())
        vault, master, identity = keys_of(outer, kind, typed, account)
        found = read(
            place / "data.db", hkdf(master, vault.encode(), "database", 48), vault, identity
        )
    else:
        with zipfile.ZipFile(place) as archive, tempfile.TemporaryDirectory() as scratch:
            vault, master, identity = keys_of(
                json.loads(archive.read("keys.json")), kind, typed, account
            )
            manifest = json.loads(archive.read("manifest.json"))["body"]
            backups = hkdf(master, vault.encode(), "backups", 32)
            keyspec = unseal(
                backups, b64(manifest["key"]), context("backup-key", vault, manifest["id"])
            )
            archive.extract("data.db", scratch)
            found = read(Path(scratch) / "data.db", keyspec, vault, identity)
    sys.stdout.write(json.dumps(found))


main()
