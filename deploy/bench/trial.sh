# All of Cairn, for the trials beside this file; these set the new folder $work first.
port=19092
export CAIRN_WORK=$work CAIRN_BOOTSTRAP=127.0.0.1:$port
mkdir "$work"

cairn=
start() {
  rm -f "$work/up.out"
  ./cairn up --work "$work" --port "$port" --http-port 18080 >"$work/up.out" 2>>"$work/up.err" &
  cairn=$!
  until grep -qs 'Cairn is up' "$work/up.out"; do
    kill -0 "$cairn"
    sleep 0.2
  done
}
stop() {
  kill "$cairn"
  wait "$cairn" || true
}
