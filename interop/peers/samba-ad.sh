#!/bin/bash
# samba-ad.sh up DIR
#     starts a domain controller of Active Directory, by Samba, for the domain meadow.test (NetBIOS: MEADOW) on 127.0.0.12.
#     Its state is in DIR, which is made and filled the first time (a minute). Returns when LDAPS and winbind answer.
# samba-ad.sh down DIR
#     stops it. The folder stays.
# Root is needed: the ports are the usual ones, since Samba knows no others, and winbind's socket is the machine's, so that
# no other Samba may run here.
#     amber (Amber-Pass-1) is in the group shepherds, basil (Basil-Pass-1) is not; reader (Reader-Pass-1) reads;
#     dora (Dora-Pass-1) is disabled, egon (Egon-Pass-1) has expired, lola (Lola-Pass-1) is locked, and mona (Mona-Pass-1)
#     has to change her password; Administrator's is Meadow-Pass-1.
#     DIR/ca.pem vouches for the controller, DIR/etc/smb.conf is for Samba's tools.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
PATH=$PATH:/usr/sbin:/sbin
export LC_ALL=C.UTF-8
address=127.0.0.12

fail() { echo "samba-ad.sh: $*" >&2; exit 1; }
answers() { (exec 3<>"/dev/tcp/$address/$1") 2>/dev/null; }

certificates() { # DIR
  local new=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30)
  openssl req -x509 "${new[@]}" -subj "/CN=authority of meadow.test" -keyout "$1/ca-key.pem" -out "$1/ca.pem"
  openssl req -x509 "${new[@]}" -subj "/CN=barn.meadow.test" -CA "$1/ca.pem" -CAkey "$1/ca-key.pem" \
    -addext "basicConstraints=critical,CA:FALSE" -addext "subjectAltName=DNS:barn.meadow.test,DNS:meadow.test,IP:$address" \
    -keyout "$1/barn-key.pem" -out "$1/barn.pem"
  chmod 600 "$1"/*-key.pem
}

# What provisioning does not ask for: to stay on its address, to serve no more than it must, and to leave the machine alone.
settings() { # DIR
  cat <<CONF
	server services = rpc, ldap, cldap, kdc, winbindd
	ldap server require strong auth = no
	ntlm auth = ntlmv2-only
	tls enabled = yes
	tls keyfile = $1/barn-key.pem
	tls certfile = $1/barn.pem
	tls cafile = $1/ca.pem
	pid directory = $1/run
	ncalrpc dir = $1/ncalrpc
	ntp signd socket directory = $1/ntp_signd
	log file = $1/log/%m
	dns update command = /bin/true
	spn update command = /bin/true
	prefork children = 1
CONF
}

provision() { # DIR
  samba-tool domain provision --configfile=/dev/null --targetdir="$1" --server-role=dc --realm=MEADOW.TEST --domain=MEADOW \
    --dns-backend=NONE --host-name=barn --host-ip="$address" --adminpass=Meadow-Pass-1 \
    --option="interfaces=$address/8" --option="bind interfaces only=yes"
  mkdir -p "$1"/{run,ncalrpc,ntp_signd,log}
  settings "$1" >"$1/settings"
  sed -i -e '/^\tserver services = /d' -e "/^\[global\]/r $1/settings" "$1/etc/smb.conf"
  certificates "$1"
}

people() { # DIR
  local dir=$1 name
  tool() { samba-tool "$@" --configfile="$dir/etc/smb.conf" -H "$dir/private/sam.ldb"; }
  tool domain passwordsettings set --max-pwd-age=0 --account-lockout-threshold=5
  for name in amber basil reader dora egon lola; do
    tool user create "$name" "${name^}-Pass-1" --use-username-as-cn
  done
  tool user create mona Mona-Pass-1 --use-username-as-cn --must-change-at-next-login
  tool group add shepherds
  tool group addmembers shepherds amber
  tool user disable dora
  tool user setexpiry egon --days=-1
}

lock() { # DIR
  for _ in 1 2 3 4 5 6; do
    ldapwhoami -x -H "ldap://$address" -D 'MEADOW\lola' -w 'a wrong one' >/dev/null 2>&1 || true
  done
}

up() {
  local dir=$1 made=
  for program in samba samba-tool wbinfo ntlm_auth openssl ldapwhoami; do
    command -v "$program" >/dev/null || fail "$program is not installed: run $here/install.sh"
  done
  [ "$(id -u)" = 0 ] || fail "it needs root"
  answers 389 && fail "something answers on $address:389 already"
  [ -e /run/samba/winbindd/pipe ] && wbinfo -p >/dev/null 2>&1 && fail "another winbind runs on this machine"
  mkdir -p "$dir" /run/samba
  dir=$(cd "$dir" && pwd)
  if [ ! -e "$dir/private/sam.ldb" ]; then
    { provision "$dir" && people "$dir"; } >"$dir/provision.log" 2>&1 || { tail -5 "$dir/provision.log" >&2; fail "the domain was not made: $dir/provision.log"; }
    made=yes
  fi
  rm -f "$dir/run/samba.pid"
  samba --configfile="$dir/etc/smb.conf" --daemon
  for _ in $(seq 600); do
    if answers 636 && wbinfo -p >/dev/null 2>&1 && [ -s "$dir/run/samba.pid" ]; then
      [ -z "$made" ] || lock
      echo "Samba answers on ldaps://$address, process $(cat "$dir/run/samba.pid"), state in $dir"
      return
    fi
    sleep 0.1
  done
  fail "Samba does not answer: see $dir/log"
}

down() {
  local dir=$1 pid
  [ -s "$dir/run/samba.pid" ] || return 0
  pid=$(cat "$dir/run/samba.pid")
  # A process id may have gone to another program meanwhile.
  [[ "$(cat "/proc/$pid/comm" 2>/dev/null)" == samba* ]] || { rm -f "$dir/run/samba.pid"; return 0; }
  kill "$pid"
  for _ in $(seq 300); do
    if ! kill -0 "$pid" 2>/dev/null && ! answers 636 && ! wbinfo -p >/dev/null 2>&1; then
      rm -f "$dir/run/samba.pid"
      return 0
    fi
    sleep 0.1
  done
  fail "Samba, process $pid, did not stop"
}

case ${1:-} in
  up) [ $# = 2 ] || fail "up needs a folder"; up "$2" ;;
  down) [ $# = 2 ] || fail "down needs the folder"; down "$2" ;;
  *) sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "$0"; exit 2 ;;
esac
