#!/usr/bin/env bash
# Trains a stage in two processes of this machine, and again with one of them behind a network of its own, and compares the models file by file.
#
#   sudo deploy/bench/two-hosts.sh PHOTOS WORK
#
# PHOTOS has one folder a landmark, such as work/demo/photographs/gallery after `./cairn demo`. WORK is a new folder. The other host is a network
# namespace, which has nothing but its end of a cable to this one; needs Linux and root.
set -euo pipefail
cd "$(dirname "$0")/../.."

photos=$1
work=$2
host=cairn-host
export CAIRN_TRAIN_PROCESSES=2 CAIRN_TRAIN_THREADS=2
. deploy/bench/trial.sh

clean() {
  kill -9 "$cairn" 2>/dev/null || true
  ip netns delete "$host" 2>/dev/null || true # the cable goes with it
}
ip netns add "$host"
trap clean EXIT

submit() {
  ./cairn train submit --model hosts --stage "$1" --dataset batch:hosts --image-size 32 --batch-size 8 --epochs 4 --processes 2
}

bundle() {
  dirname "$(grep -ls "\"stageId\" *: *\"$1\"" "$work"/store/bundles/*/manifest.json)"
}

echo "Both here:"
start
./cairn publish --gallery "$photos" --batch hosts
submit here
stop

echo "One on another host:"
ip link add cairn-here type veth peer name cairn-there netns "$host"
ip address add 10.77.0.1/30 dev cairn-here
ip link set cairn-here up
ip -n "$host" address add 10.77.0.2/30 dev cairn-there
ip -n "$host" link set cairn-there up
# One thread for each process as before, because two would add up in another order.
export CAIRN_TRAIN_PROCESSES=1 CAIRN_TRAIN_THREADS=1 CAIRN_TRAIN_ADDRESS=10.77.0.1
export CAIRN_TRAIN_HOSTS_0__LAUNCHER="ip netns exec $host" CAIRN_TRAIN_HOSTS_0__PROCESSES=1
start
submit there
stop
ip -s -n "$host" link show cairn-there

different=0
for file in model.onnx weights.safetensors head.safetensors classes.csv; do
  cmp "$(bundle here)/$file" "$(bundle there)/$file" || different=$((different + 1))
done
echo "$different of 4 files differ"
[ "$different" -eq 0 ]
