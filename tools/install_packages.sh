#!/bin/sh
# Installs the Debian packages that are missing: for building, or with --tests also for testing.
#   tools/install_packages.sh [--tests] [--list]
# Asks dpkg first and touches the network only where something is missing. --list only prints them.
set -eu

build_packages="cmake ninja-build g++ pkg-config libfmt-dev libtomlplusplus-dev
nlohmann-json3-dev libxxhash-dev zlib1g-dev libzstd-dev liblzma-dev libbz2-dev
libsqlite3-dev libcrypt-dev liburing-dev libidn2-dev"
# Not on every architecture; the build does without.
optional_packages="libisal-dev"
# Servers the oracle tests ask for the truth; each test starts its own, on its own ports.
test_packages="clang-22 clang-tidy-22 clang-format-22 libclang-rt-22-dev libgtest-dev
librapidcheck-dev ccache python3 python3-jsonschema exim4-base exim4-daemon-heavy dovecot-core
dovecot-imapd dovecot-pop3d apache2 libapache2-mod-php php-cli php-fpm rsyslog cron iproute2 tzdata
gzip xz-utils zstd bzip2 valgrind libfaketime debootstrap vsftpd strace perl roundcube-core roundcube-sqlite3
nftables iptables ipset apf-firewall firewalld dbus systemd-journal-remote zsh fish mandoc
groff-base mailman3"

wanted="$build_packages"
list_only=no
for argument in "$@"; do
  case "$argument" in
    --tests) wanted="$build_packages $test_packages" ;;
    --list) list_only=yes ;;
    *) echo "usage: $0 [--tests] [--list]" >&2; exit 2 ;;
  esac
done

# One dpkg-query for all: it is asked at every ./run.
missing_of() {
  installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null |
    sed -n 's/ installed$//p' | tr '\n' ' ')
  for package in "$@"; do
    case " $installed" in
      *" $package "*) ;;
      *) printf '%s ' "$package" ;;
    esac
  done
}

# No Debian: the build itself will say which library it did not find.
if ! command -v dpkg-query >/dev/null 2>&1; then
  echo "queuehound: this is not Debian, so packages are not installed for you. Needed:" $wanted >&2
  exit 0
fi

missing=$(missing_of $wanted)
missing_optional=$(missing_of $optional_packages)
if [ "$list_only" = yes ]; then
  echo $missing $missing_optional
  exit 0
fi
[ -n "$missing" ] || exit 0

as_root=""
if [ "$(id -u)" != 0 ]; then
  if command -v sudo >/dev/null 2>&1; then
    as_root=sudo
  else
    echo "queuehound: these packages are missing, and only root can install them:" >&2
    echo "  apt-get install $missing" >&2
    exit 1
  fi
fi

# A mail or web server installed for the tests must not start: the tests run their own, on their
# own ports. policy-rc.d is Debian's way to say so; one that is there already is left alone.
policy=/usr/sbin/policy-rc.d
made_policy=no
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
  $as_root chmod 755 "$policy"
  made_policy=yes
fi
remove_policy() {
  if [ "$made_policy" = yes ]; then $as_root rm -f "$policy"; fi
}
trap remove_policy EXIT

apt_get() {
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
    -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 "$@"
}

echo "queuehound: installing" $missing $missing_optional >&2
log=$(mktemp)
if ! apt_get update >"$log" 2>&1; then
  echo "queuehound: apt-get update complained (going on):" >&2
  tail -5 "$log" >&2
fi
for package in $missing_optional; do  # one that does not exist here must not stop the others
  if apt-cache show "$package" >/dev/null 2>&1; then missing="$missing $package"; fi
done
if ! apt_get install --no-install-recommends $missing >"$log" 2>&1; then
  cat "$log" >&2
  echo "queuehound: apt-get install failed (above)" >&2
  rm -f "$log"
  exit 1
fi
rm -f "$log"
