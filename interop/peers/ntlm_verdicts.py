#!/usr/bin/python3
"""ntlm_verdicts.py HOST PORT DOMAIN [USER PASSWORD]...: what a server says to each user who logs on by NTLM.

Prints a fact a line: user, tab, result.
"""
import sys

import ldap3
import md4_for_ldap3  # noqa: F401, for what it does

host, port, domain, *pairs = sys.argv[1:]
for user, password in zip(pairs[::2], pairs[1::2]):
    server = ldap3.Server(host, port=int(port), get_info=ldap3.NONE)
    client = ldap3.Connection(server, user=f"{domain}\\{user}", password=password, authentication=ldap3.NTLM)
    client.bind()
    result = client.result["description"]
    client.unbind()
    print(f"{user}\t{result}")
