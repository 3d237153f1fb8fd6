#!/usr/bin/python3
"""Writes PDFs that open without a password beside itself, encrypted in ways that few programs write.

    tests/reopen/encrypted/write.py

Each has the same case attached. Needs pycryptodome. The files are kept, so that the tests need neither.
"""

import hashlib
from pathlib import Path

from Crypto.Cipher import AES, ARC4

CASE = b"(format: 1)"
PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
ID = bytes(range(16))
FOLDER = Path(__file__).parent


def md5(*parts):
    return hashlib.md5(b"".join(parts)).digest()


def rc4(key, content):
    return ARC4.new(key).encrypt(content)


def rounds(hash_, length, revision):
    for _ in range(50 if revision >= 3 else 0):
        hash_ = md5(hash_[:length])
    return hash_


def nineteen(key, text, revision):
    for round_ in range(20 if revision >= 3 else 1):
        text = rc4(bytes(byte ^ round_ for byte in key), text)
    return text


def pad(password):
    return (password + PADDING)[:32]


def old_keys(revision, length, user=b"", owner=b"owner", permissions=-44, metadata=True, id_=ID):
    """Key, O and U up to revision 4."""
    owner_key = rounds(md5(pad(owner)), 16, revision)[:length]
    o = nineteen(owner_key, pad(user), revision)
    suffix = b"" if metadata or revision < 4 else b"\xff" * 4
    hash_ = md5(pad(user), o, (permissions & 0xFFFFFFFF).to_bytes(4, "little"), id_, suffix)
    key = rounds(hash_, length, revision)[:length]
    if revision == 2:
        u = rc4(key, PADDING)
    else:
        u = nineteen(key, md5(PADDING, id_), revision) + bytes(16)
    return key, o, u


def hash_2b(password, salt, of_user, revision):
    key = hashlib.sha256(password + salt + of_user).digest()
    if revision == 5:
        return key
    round_ = 0
    while True:
        round_ += 1
        text = AES.new(key[:16], AES.MODE_CBC, key[16:32]).encrypt((password + key + of_user) * 64)
        key = [hashlib.sha256, hashlib.sha384, hashlib.sha512][sum(text[:16]) % 3](text).digest()
        if round_ >= 64 and text[-1] <= round_ - 32:
            return key[:32]


def new_keys(revision, user=b"", owner=b"owner"):
    """Key, O, U, OE and UE of revisions 5 and 6."""
    key = hashlib.sha256(b"the key of the file").digest()
    salts = [md5(bytes([at]))[:8] for at in range(4)]
    u = hash_2b(user, salts[0], b"", revision) + salts[0] + salts[1]
    ue = AES.new(hash_2b(user, salts[1], b"", revision), AES.MODE_CBC, bytes(16)).encrypt(key)
    o = hash_2b(owner, salts[2], u, revision) + salts[2] + salts[3]
    oe = AES.new(hash_2b(owner, salts[3], u, revision), AES.MODE_CBC, bytes(16)).encrypt(key)
    return key, o, u, oe, ue


def encrypted(method, key, number, content):
    if method == "Identity":
        return content
    salt = b"sAlT" if method == "AESV2" else b""
    of_object = md5(key, number.to_bytes(3, "little"), bytes(2), salt)[: min(len(key) + 5, 16)]
    if method == "V2":
        return rc4(of_object, content)
    padding = 16 - len(content) % 16
    iv = md5(number.to_bytes(3, "little"))
    cipher = AES.new(key if method == "AESV3" else of_object, AES.MODE_CBC, iv)
    return iv + cipher.encrypt(content + bytes([padding]) * padding)


def hex_(text):
    return b"<" + text.hex().encode() + b">"


def write(name, key, encryption, strings="V2", attachment="V2", more=None, stream=b"", catalog=b"", id_=True):
    """Object 1 is the catalog, 3 the file, 4 its stream, 5 the encryption; `more` has further objects."""
    file_name = hex_(encrypted(strings, key, 3, b"case.wgscase"))
    content = encrypted(attachment, key, 4, CASE)
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R /AF [3 0 R] " + catalog + b" >>",
        2: b"<< /Type /Pages /Kids [] /Count 0 >>",
        3: b"<< /Type /Filespec /F " + file_name + b" /AFRelationship /Source /EF << /F 4 0 R >> >>",
        4: b"<< /Type /EmbeddedFile /Length %d %s /Params << /Size %d >> >>\nstream\n%s\nendstream"
        % (len(content), stream, len(CASE), content),
        5: encryption,
        **(more or {}),
    }
    pdf = b"%PDF-1.7\n"
    table = b"xref\n0 1\n0000000000 65535 f \n"
    for number, body in objects.items():
        table += b"%d 1\n%010d 00000 n \n" % (number, len(pdf))
        pdf += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    ids = b"/ID [%s %s]" % (hex_(ID), hex_(ID)) if id_ else b""
    pdf_end = b"trailer\n<< /Size 20 /Root 1 0 R /Encrypt 5 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
    (FOLDER / f"{name}.pdf").write_bytes(pdf + table + pdf_end % (ids, len(pdf)))


def standard(version, revision, o, u, more=b"", permissions=-44):
    return b"<< /Filter /Standard /V %d /R %d /O %s /U %s /P %d %s >>" % (
        version, revision, hex_(o), hex_(u), permissions, more)


def crypt(method, length=b"16"):
    return b"/CF << /StdCF << /Type /CryptFilter /AuthEvent /DocOpen /CFM /%s /Length %s >> >> " % (
        method.encode(), length)


def main():
    key, o, u = old_keys(2, 5)
    write("v1-r2", key, standard(1, 2, o, u))
    key, o, u = old_keys(3, 5)
    write("v1-r3", key, standard(1, 3, o, u))
    write("v1-r3-length", key, standard(1, 3, o, u, b"/Length 128"))
    write("v2-r3-without-length", key, standard(2, 3, o, u))
    key, o, u = old_keys(3, 16)
    write("v2-r3", key, standard(2, 3, o, u, b"/Length 128"))
    write("v2-r3-length-in-bytes", key, standard(2, 3, o, u, b"/Length 16"))
    rights = b"/Perms << /UR3 << /Type /Sig /Filter /Adobe.PPKLite /Contents <00> >> >>"
    write("usage-rights", key, standard(2, 3, o, u, b"/Length 128", permissions=-44 & 0xFFFFFFFF), catalog=rights)
    indirect = b"<< /Filter 6 0 R /V 7 0 R /R 8 0 R /O 9 0 R /U 10 0 R /P 11 0 R /Length 12 0 R >>"
    more = {6: b"/Standard", 7: b"2", 8: b"3", 9: hex_(o), 10: hex_(u), 11: b"-44", 12: b"128"}
    write("v2-r3-all-indirect", key, indirect, more=more)
    key, o, u = old_keys(3, 9)
    write("v2-r3-72-bits", key, standard(2, 3, o, u, b"/Length 72"))
    key, o, u = old_keys(3, 16, id_=b"")
    write("v2-r3-without-id", key, standard(2, 3, o, u, b"/Length 128"), id_=False)
    key, o, u = old_keys(3, 16, user=b"user", owner=b"")
    write("empty-owner-password", key, standard(2, 3, o, u, b"/Length 128"))

    key, o, u = old_keys(4, 16)
    both = b"/StmF /StdCF /StrF /StdCF "
    write("v4-rc4", key, standard(4, 4, o, u, crypt("V2") + both))
    write("v4-rc4-length-in-bits", key, standard(4, 4, o, u, crypt("V2", b"128") + both + b"/Length 128"))
    aes = {"strings": "AESV2", "attachment": "AESV2"}
    write("v4-aes", key, standard(4, 4, o, u, crypt("AESV2") + both), **aes)
    write("v4-identity-strings", key, standard(4, 4, o, u, crypt("AESV2") + b"/StmF /StdCF /StrF /Identity"),
          strings="Identity", attachment="AESV2")
    write("v4-identity-streams", key, standard(4, 4, o, u, crypt("AESV2") + b"/StmF /Identity /StrF /StdCF"),
          strings="AESV2", attachment="Identity")
    write("v4-without-names", key, standard(4, 4, o, u, crypt("AESV2")), strings="Identity", attachment="Identity")
    write("v4-attachments-only", key, standard(4, 4, o, u, crypt("AESV2") + b"/EFF /StdCF"),
          strings="Identity", attachment="AESV2")
    write("v4-all-but-attachments", key, standard(4, 4, o, u, crypt("AESV2") + both + b"/EFF /Identity"),
          strings="AESV2", attachment="Identity")
    write("v4-crypt-filter-identity", key, standard(4, 4, o, u, crypt("AESV2") + both),
          strings="AESV2", attachment="Identity", stream=b"/Filter [/Crypt] /DecodeParms [<< /Name /Identity >>]")
    write("v4-crypt-filter-named", key, standard(4, 4, o, u, crypt("AESV2") + b"/StmF /Identity /StrF /StdCF"),
          strings="AESV2", attachment="AESV2", stream=b"/Filter /Crypt /DecodeParms << /Name /StdCF >>")
    cf = {6: b"<< /StdCF 7 0 R >>", 7: b"<< /CFM 8 0 R /Length 16 >>", 8: b"/AESV2"}
    write("v4-indirect-cf", key, standard(4, 4, o, u, b"/CF 6 0 R " + both), more=cf, **aes)
    key, o, u = old_keys(4, 16, metadata=False)
    write("v4-cleartext-metadata", key, standard(4, 4, o, u, crypt("AESV2") + both + b"/EncryptMetadata false"), **aes)

    aes = {"strings": "AESV3", "attachment": "AESV3"}
    for revision in [5, 6]:
        key, o, u, oe, ue = new_keys(revision)
        more = b"/OE %s /UE %s /Length 256 " % (hex_(oe), hex_(ue)) + crypt("AESV3", b"32") + both
        write(f"v5-r{revision}", key, standard(5, revision, o, u, more), **aes)
        padded = standard(5, revision, o + bytes(79), u + bytes(79), more)
        write(f"v5-r{revision}-padded", key, padded, **aes)
    key, o, u, oe, ue = new_keys(6, user=b"user", owner=b"")
    more = b"/OE %s /UE %s " % (hex_(oe), hex_(ue)) + crypt("AESV3", b"32") + both
    write("v5-empty-owner-password", key, standard(5, 6, o, u, more), **aes)
    more = b"/OE 9 0 R /UE 10 0 R /CF 6 0 R /StmF 11 0 R /StrF 11 0 R"
    key, o, u, oe, ue = new_keys(6)
    cf = {6: b"<< /StdCF 7 0 R >>", 7: b"<< /CFM 8 0 R /Length 32 >>", 8: b"/AESV3", 9: hex_(oe), 10: hex_(ue),
          11: b"/StdCF"}
    write("v5-all-indirect", key, standard(5, 6, o, u, more), more=cf, **aes)


if __name__ == "__main__":
    main()
