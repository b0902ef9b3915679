#!/bin/sh
# Exit status and streams of the command line as a shell meets them: 0 shown, 2 wrong usage or a
# result that could not be written; results on standard output, complaints on standard error.
set -u
program=${QUEUEHOUND:?the program to test}
passed=0 failed=0
empty=$(mktemp -d) && out=$(mktemp) && errors=$(mktemp) || exit 1
trap 'rm -rf "$empty" "$out" "$errors"' EXIT

# expect STATUS STREAM ARGUMENT...   STREAM: the one that must hold something, the other nothing
expect() {
  wanted=$1 stream=$2
  shift 2
  "$program" "$@" >"$out" 2>"$errors" </dev/null
  status=$?
  if [ "$stream" = out ]; then spoken=$out silent=$errors; else spoken=$errors silent=$out; fi
  if [ $status -eq "$wanted" ] && [ -s "$spoken" ] && [ ! -s "$silent" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "exit $status, wanted $wanted and words on $stream: $*"
  fi
}

expect 0 out
expect 0 out --help
expect 0 out help
expect 0 out scan --help
expect 0 out --version
expect 0 out version
expect 2 err scna
expect 2 err --frob
expect 2 err scan --frob
# A server that can be read, and a limit that leaves no room for it.
expect 2 err scan --max-memory 32M --root "$(dirname -- "$0")/../../examples/sample-server"
# A named file that is not there: a server without that log would look peaceful.
sample=$(cd "$(dirname -- "$0")/../../examples/sample-server" && pwd)
for option in --main-log --reject-log --dovecot-log --access-log --webmail-log --php-mail-log --spool; do
  expect 2 err scan --root "$sample" "$option" /var/log/nothing
done
# A folder or a fifo in its place is passed over no more than that.
mkfifo "$empty/fifo"
for option in --main-log --reject-log --dovecot-log --access-log --webmail-log --php-mail-log; do
  expect 2 err scan --root "$sample" "$option" /var/log
  expect 2 err scan --spool "$sample/var/spool/exim" "$option" "$empty/fifo"
done
rm "$empty/fifo"
expect 0 out queue --count --root "$sample" --main-log var/log/exim_mainlog
# Where the messages are is not the spool directory: it would look empty.
expect 2 err queue --count --spool "$sample/var/spool/exim/input"
expect 2 err scan --spool "$sample/var/spool/exim/input/"
# Two forms of which one alone could be printed.
for forms in "--ids --json" "--ids --jsonl" "--like bp --json" "--summary sender --jsonl" "--ids --summary age"; do
  expect 2 err queue --root "$sample" $forms
done
expect 0 out queue --root "$sample" --summary sender --json
# Of a plan, too; and what freezes and what quarantines takes the same messages.
said() {
  if grep -q -- "$1" "$errors"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "not said: $1"; fi
}
expect 2 err plan info@harbor-tools.example --root "$sample" --json --shell
said 'two forms of one plan'
expect 2 err plan info@harbor-tools.example --root "$sample" --with freeze
said 'choose one of them'
said '--with freeze --without quarantine'
form=$("$program" scan --root "$sample" --json | python3 -c 'import json, sys
print(next(one["id"] for one in json.load(sys.stdin)["incidents"] if one["kind"] == "form"))')
expect 2 err plan "$form" --root "$sample" --with quarantine
said '--with quarantine --without freeze'
expect 0 out plan "$form" --root "$sample" --with quarantine --without freeze
expect 0 out plan info@harbor-tools.example --root "$sample" --with freeze --without quarantine
"$program" plan info@harbor-tools.example --root "$sample" --with suspend_login --json >"$out"
python3 - "$out" <<'END' && passed=$((passed + 1)) || { failed=$((failed + 1)); echo "what stops the flow goes first"; }
import json, sys
steps = [step["action"] for step in json.load(open(sys.argv[1]))["steps"]]
sys.exit(not steps.index("suspend_login") < min(steps.index("block_address"), steps.index("quarantine_messages")))
END
# The journal of this server says nothing of a copy.
expect 2 err log --root "$sample"
said "log --root $sample --state $sample/var/lib/queuehound"
# A name with a blank, as directories of people give them.
expect 1 err plan 'account:web 4' --root "$sample"
said 'no incident is about account:web 4'
said "queuehound who 'account:web 4'"
# Nothing fits; that a regular expression was none is said only then.
expect 1 err queue --root "$sample" --ids -f '^<>$'
expect 0 out queue --root "$sample" --ids -f '<>'
expect 2 err scan --root
expect 2 err scan --since never
expect 2 err scan extra
expect 2 err scan --root "$empty/missing"
if grep -q 'holds its etc and var' "$errors"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
expect 2 err scan --root "$empty"
for later in queue plan apply confirm undo log block allow watch check web status; do
  # What is built by now answers by itself.
  "$program" --help | grep -q "^  $later " || expect 2 err "$later"
done

check() {
  if [ "$1" -eq "$2" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "$3: exit $1, wanted $2"; fi
}
# A packed log that is named is read; a file without one line of Exim's is no main log.
gzip -c "$sample/var/log/exim_mainlog" >"$empty/old.gz" && echo 'not a log of Exim' >"$empty/other"
"$program" scan --root "$empty" --main-log old.gz >"$out" 2>"$errors"
check $? 1 "a packed main log"
expect 2 err scan --root "$empty" --main-log other
rm -f "$empty/old.gz" "$empty/other"
# Of any other folder "the queue is empty" would be said in good faith; a new spool is empty.
expect 2 err queue --count --spool "$sample/var/log"
mkdir "$empty/new" && test "$("$program" queue --count --spool "$empty/new" 2>"$errors")" = 0
check $? 0 "a new spool"
grep -q "no queue in" "$errors"
check $? 0 "a directory without a queue"
rmdir "$empty/new"
# The second line says what to do.
for typed in "parse --kind exim_main $empty/gone" "parse --kind exim_main $empty" "scan --config $empty/gone" \
  "queue --spool $empty/gone" "scan --main-log $empty/gone"; do
  expect 2 err $typed
  test "$(wc -l <"$errors")" -ge 2
  check $? 0 "what to do about: $typed"
done
# Without --root a relative path is the shell's, as in any command.
whole=$("$program" queue --count --root "$sample")
near=$(cd "$sample/var/spool" && "$program" queue --count --spool exim)
test "$whole" -gt 0 && test "$whole" = "$near"
check $? 0 "a spool in the working directory ($near of $whole messages)"
"$program" queue --brief --jsonl --root "$sample" | grep -q '"size": *0[,}]'
check $? 1 "sizes beside --brief"
if [ -e /dev/full ]; then
  "$program" --help >/dev/full 2>/dev/null
  check $? 2 "a full disk"
fi
"$program" --help >&- 2>/dev/null
check $? 2 "a closed standard output"
{ "$program" --help; echo $? >"$out"; } 2>"$errors" | true
check "$(cat "$out")" 0 "a reader that left"
echo "$passed passed, $failed failed, 0 skipped"
[ $failed -eq 0 ]
