#!/bin/bash
# slapd.sh up DIR PORT [SWEEP [MAX_TTL [MAX_ENTRIES]]]
#     starts OpenLDAP (mdb, overlay dds) for o=Intranet on 127.0.0.1:PORT, its data in the empty folder DIR. SWEEP is the
#     time between two removals of expired entries in seconds (1), MAX_TTL the longest lease (31557600), MAX_ENTRIES how
#     many dynamic entries there may be (0: no limit). Returns when it answers.
# slapd.sh down DIR
#     stops it. The folder stays.
# Anyone may read and, in LDAP v2 and v3, bind; cn=admin,o=Intranet (password: secret) may do everything;
# uid=amber and uid=basil under ou=Members,o=Intranet (passwords: theirs) own what they create under ou=Dynamic.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
PATH=$PATH:/usr/sbin:/sbin

fail() { echo "slapd.sh: $*" >&2; exit 1; }

configuration() { # DIR SWEEP MAX_TTL MAX_ENTRIES
  cat <<CONF
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
include $here/ils.schema
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload dds
pidfile $1/slapd.pid
argsfile $1/slapd.args
loglevel 0
allow bind_v2

database mdb
suffix o=Intranet
directory $1/db
maxsize 268435456
rootdn cn=admin,o=Intranet
rootpw secret
index objectClass,cn,uid,entryExpireTimestamp eq

access to attrs=userPassword by anonymous auth by * none
# A refresh needs "manage" on entryTtl, and so does a change with the relax control: its creator has it, as in RFC 2589
# §3.2.1. Whoever is a member may write, but not refresh.
access to dn.children=ou=Dynamic,o=Intranet attrs=entryTtl
  by dnattr=creatorsName manage
  by * read
access to dn.children=ou=Dynamic,o=Intranet attrs=attendees
  by dnattr=creatorsName write
  by users selfwrite
  by * read
access to dn.subtree=ou=Dynamic,o=Intranet attrs=children by users write by * read
access to dn.children=ou=Dynamic,o=Intranet attrs=entry by dnattr=creatorsName write by users add by * read
access to dn.children=ou=Dynamic,o=Intranet by dnattr=creatorsName write by users add by * read
access to * by * read

overlay dds
dds-default-ttl 600
dds-min-ttl 1
dds-max-ttl $3
dds-interval $2
dds-max-dynamicObjects $4
CONF
}

up() {
  local dir=$1 port=$2 sweep=${3:-1} max_ttl=${4:-31557600} max_entries=${5:-0}
  command -v slapd >/dev/null || fail "slapd is not installed: run $here/install.sh"
  mkdir -p "$dir/db"
  dir=$(cd "$dir" && pwd)
  [ ! -e "$dir/db/data.mdb" ] || fail "$dir is not empty"
  configuration "$dir" "$sweep" "$max_ttl" "$max_entries" >"$dir/slapd.conf"
  slapadd -q -f "$dir/slapd.conf" -l "$here/base.ldif" >"$dir/log" 2>&1 || { cat "$dir/log" >&2; fail "the first entries did not load"; }
  slapd -h "ldap://127.0.0.1:$port/" -f "$dir/slapd.conf" >>"$dir/log" 2>&1 || { cat "$dir/log" >&2; fail "slapd did not start: slapd -d 1 -f $dir/slapd.conf says why"; }
  for _ in $(seq 100); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && [ -s "$dir/slapd.pid" ]; then
      echo "slapd answers on 127.0.0.1:$port, process $(cat "$dir/slapd.pid"), data in $dir"
      return
    fi
    sleep 0.1
  done
  fail "slapd does not answer on port $port"
}

down() {
  local dir=$1 pid
  [ -s "$dir/slapd.pid" ] || return 0
  pid=$(cat "$dir/slapd.pid")
  # A process id may have gone to another program meanwhile.
  [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = slapd ] || { rm -f "$dir/slapd.pid"; return 0; }
  kill "$pid"
  for _ in $(seq 100); do
    kill -0 "$pid" 2>/dev/null || return 0
    sleep 0.1
  done
  fail "slapd, process $pid, did not stop"
}

case ${1:-} in
  up) [ $# -ge 3 ] || fail "up needs a folder and a port"; shift; up "$@" ;;
  down) [ $# = 2 ] || fail "down needs the folder"; down "$2" ;;
  *) sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "$0"; exit 2 ;;
esac
