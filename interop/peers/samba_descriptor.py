#!/usr/bin/python3
"""samba_descriptor.py SDDL: the security descriptor as Samba makes it of its text, in base64."""
import base64
import sys

from samba.dcerpc import security
from samba.ndr import ndr_pack

descriptor = security.descriptor.from_sddl(sys.argv[1], security.dom_sid("S-1-5-21-1-1-1"))
print(base64.b64encode(ndr_pack(descriptor)).decode())
