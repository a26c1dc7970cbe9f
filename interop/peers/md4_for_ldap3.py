"""Gives hashlib MD4 again, which OpenSSL 3 has no more, and for which ldap3 asks it when it speaks NTLM."""
import hashlib

from Cryptodome.Hash import MD4

_new = hashlib.new
hashlib.new = lambda name, data=b"", **more: MD4.new(data) if name.upper() == "MD4" else _new(name, data, **more)
