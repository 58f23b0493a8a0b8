#!/usr/bin/env bash
# Trains a chain of four stages twice, undisturbed and with kill -9 at random moments, and compares the models file by file.
#
#   deploy/bench/kill-chain.sh PHOTOS WORK [KILLS] [SEED]
#
# PHOTOS has one folder a landmark, such as work/demo/photographs/gallery after `./cairn demo`. WORK is a new folder. Half of the kills take the
# whole of Cairn, broker and workers, the others the trainer alone.
set -euo pipefail
cd "$(dirname "$0")/../.."

photos=$1
work=$2
kills=${3:-10}
RANDOM=${4:-1}
export CAIRN_TRAIN_CHECKPOINT_INTERVAL=1s
. deploy/bench/trial.sh
trap 'kill -9 "$cairn" 2>/dev/null || true' EXIT

submit() {
  ./cairn train submit "$work/chain.yaml" --dataset batch:chain --prefix "$1" "${@:2}"
}

# The trainer lives in a process below Cairn's; it may be between two lives.
kill_one() {
  local victim=$cairn
  if ((RANDOM % 2)); then
    victim=$(pgrep -P "$cairn" -f TrainerMain || echo "$cairn")
  fi
  kill -9 "$victim"
  if [ "$victim" = "$cairn" ]; then
    { wait "$cairn" || true; } 2>/dev/null
    start
    echo "killed Cairn"
  else
    echo "killed the trainer"
  fi
}

completed() {
  grep -ls "\"stageId\" *: *\"$1\"" "$work"/store/bundles/*/manifest.json || true
}

cat >"$work/chain.yaml" <<'YAML'
model-name: chain
architecture: tf_efficientnet_b0
batch-size: 16
initial-learning-rate: 1e-4
stages:
  - {stage-id: step0, step: 0, image-size: 32, epochs: 6}
  - {stage-id: step1, step: 1, image-size: 40, epochs: 6, load-from: step0, ema-decay: 0.9}
  - {stage-id: step2, step: 2, image-size: 48, epochs: 6, load-from: step1, accumulation-steps: 2}
  - {stage-id: step3, step: 3, image-size: 56, epochs: 6, load-from: step2, clip-norm: 1}
YAML

start
./cairn publish --gallery "$photos" --batch chain
echo "Undisturbed:"
submit calm-
echo "Killed $kills times:"
submit killed- --detach
done=0
while [ "$done" -lt "$kills" ] && [ -z "$(completed killed-step3)" ]; do
  sleep "$((RANDOM % 16 + 3)).$((RANDOM % 10))"
  kill_one
  done=$((done + 1))
done
submit killed-
stop

different=0
for step in step0 step1 step2 step3; do
  calm=$(dirname "$(completed "calm-$step")")
  killed=$(dirname "$(completed "killed-$step")")
  for file in model.onnx weights.safetensors head.safetensors classes.csv; do
    cmp "$calm/$file" "$killed/$file" || different=$((different + 1))
  done
done
echo "$done kills, $different of 16 files differ"
[ "$different" -eq 0 ]
