#!/bin/sh
# radosgw.sh FOLDER PORT MONITOR-PORT SETTINGS: a Ceph cluster of one monitor, one OSD in memory and one S3 gateway on the loopback, as
# the current user. SETTINGS is a shell file that makes users. Prints "ready" and runs until its standard input ends, so it cannot
# outlive whoever started it.
set -eu
folder=$1 port=$2 monitor=$3 settings=$4
mkdir -p "$folder/mon" "$folder/osd" "$folder/run" "$folder/log"
fsid=$(cat /proc/sys/kernel/random/uuid)

cat > "$folder/ceph.conf" <<END
[global]
fsid = $fsid
mon host = v1:127.0.0.1:$monitor
ms bind msgr2 = false
public addr = 127.0.0.1
cluster addr = 127.0.0.1
auth cluster required = none
auth service required = none
auth client required = none
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pg autoscale mode = off
mon allow pool size one = true
osd crush chooseleaf type = 0
mon data = $folder/mon
osd data = $folder/osd
run dir = $folder/run
log file = $folder/log/\$name.log
admin socket = $folder/run/\$name.asok
pid file = $folder/run/\$name.pid
osd objectstore = memstore
memstore device bytes = 4294967296
osd memory target = 939524096
osd class update on start = false
osd crush update on start = false
paxos propose interval = 0.05
paxos min wait = 0.01
mon data avail crit = 1
mon data avail warn = 2
mon warn on insecure global id reclaim = false
osd heartbeat interval = 2
osd pg stat report interval = 1
mon osd crush smoke test = false
[client]
keyring = /dev/null
rgw frontends = beast endpoint=127.0.0.1:$port tcp_nodelay=1
rgw run sync thread = false
rgw rados pool pg num min = 1
rgw rados pool autoscale bias = 1
rgw sts key = abcdefghijklmnop
rgw s3 auth use sts = true
rgw thread pool size = 64
rgw enable usage log = false
rgw enable ops log = false
END

export CEPH_CONF="$folder/ceph.conf" CEPH_ARGS="-c $folder/ceph.conf"
pids=
stop() {
    # shellcheck disable=SC2086 # several numbers
    [ -z "$pids" ] || kill -9 $pids 2>/dev/null || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 1' INT TERM

monmaptool --create --clobber --fsid "$fsid" --addv a "v1:127.0.0.1:$monitor" "$folder/monmap" >/dev/null
ceph-mon -i a --mkfs --monmap "$folder/monmap" --keyring /dev/null
ceph-mon -i a -f </dev/null >"$folder/log/mon.out" 2>&1 & pids="$pids $!"

osd=$(cat /proc/sys/kernel/random/uuid)
ceph osd new "$osd" 0 >/dev/null
ceph osd crush create-or-move osd.0 1.0 host=localhost root=default >/dev/null 2>&1
ceph-osd -i 0 --mkfs --osd-uuid "$osd" >/dev/null 2>&1
ceph-osd -i 0 -f </dev/null >"$folder/log/osd.out" 2>&1 & pids="$pids $!"
radosgw -n client.rgw.a -f </dev/null >"$folder/log/rgw.out" 2>&1 & pids="$pids $!"

tries=0
until curl -fs -o /dev/null "http://127.0.0.1:$port/"; do
    tries=$((tries + 1))
    [ "$tries" -lt 600 ] || { tail -n 5 "$folder"/log/* >&2; exit 1; }
    sleep 0.1
done
. "$settings"

echo ready
cat >/dev/null
