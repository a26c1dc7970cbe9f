#!/bin/bash
# install.sh: puts the programs that the interop tests drive, and those that make them disks, on a Debian 12 machine.
# Needs root. Starts no service and asks nothing. What is there already stays as it is, so it may be run as often as one
# likes.
set -euo pipefail

packages=(slapd ldap-utils libsasl2-modules python3-ldap3 python3-impacket ldb-tools samba-dsdb-modules samba-common-bin smbclient
  samba samba-ad-provision samba-vfs-modules winbind
  libnet-ldap-perl curl
  openssl sslscan testssl.sh tshark e2fsprogs mount)

present() { [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

absent=()
for package in "${packages[@]}"; do
  present "$package" || absent+=("$package")
done

if [ ${#absent[@]} -gt 0 ]; then
  if [ "$(id -u)" != 0 ]; then
    echo "install.sh: ${absent[*]} missing; run it as root, or install them by hand" >&2
    exit 1
  fi
  command -v apt-get >/dev/null || { echo "install.sh: this script knows Debian's apt-get only" >&2; exit 1; }

  # Debian's packages ask policy-rc.d whether a service may start: 101 says no. A policy of the machine's own is kept.
  policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
  fi

  export DEBIAN_FRONTEND=noninteractive
  apt-get -qq update
  debconf-set-selections <<'ANSWERS'
slapd slapd/no_configuration boolean true
wireshark-common wireshark-common/install-setuid boolean false
ANSWERS
  apt-get -qq -y --no-install-recommends -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confold install "${absent[@]}" >/dev/null
fi

dpkg-query --show --showformat='${Package} ${Version}\n' "${packages[@]}"
