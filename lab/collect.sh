# Sourced by lab/capture inside the namespaces: asks the real programs, stops them, copies the tree.

# What Exim and Dovecot themselves answer about the state that is captured.
record_oracle() {
  local dir=$1
  mkdir -p "$dir"
  exim -bpc > "$dir/exim-bpc.txt"
  exim -bp > "$dir/exim-bp.txt"
  exiqgrep -z -c > "$dir/exiqgrep-frozen.txt"
  exiqgrep -f '^<>$' -c > "$dir/exiqgrep-bounces.txt"
  exim -bpu > "$dir/exim-bpu.txt"
  exim -bP spool_directory log_file_path log_selector split_spool_directory primary_hostname \
    > "$dir/exim-bP.txt"
  doveadm -c /run/lab/code/server/dovecot.conf stats dump > "$dir/doveadm-stats.txt"
}

stop_daemons() {
  kill "$(cat /run/exim.pid)"
  sleep 2
  dovecot -c /run/lab/code/server/dovecot.conf stop
  kill "$(cat /run/apache2.pid)" "$(cat /run/php-fpm.pid)" "$(cat /run/sink.pid)"
  sleep 1
  kill "$(cat /run/rsyslogd.pid)"
  sleep 1
}

copy_tree() {
  local tree=$1 path
  mkdir -p "$tree"
  for path in /etc/{passwd,group,hostname,hosts,localtime,timezone,aliases,exim.conf} \
              /etc/{userdomains,trueuserdomains,localdomains,valiases,maildomains} \
              /usr/local/cpanel /usr/local/apache/domlogs /var/cpanel \
              /var/spool/exim /var/spool/cron/crontabs \
              /var/log/{exim_mainlog,exim_rejectlog,maillog,cron}; do
    mkdir -p "$tree$(dirname "$path")"
    cp -r --no-dereference --preserve=timestamps,links "$path" "$tree$path"
  done
  copy_homes "$tree"
  # Databases of hints, process files and sockets are of no use to a reader, and not small.
  rm -rf "$tree/var/spool/exim/db" "$tree/var/spool/exim/"exim*
  find "$tree" -type s -delete
  find "$tree" -type d -empty -delete
  chmod -R u=rwX,go=rX "$tree"
}

# Delivered mail stays behind: it is large and nothing reads it.
copy_homes() {
  local tree=$1 home part
  for home in /home/*; do
    mkdir -p "$tree$home"
    for part in public_html newsletter bin etc logs access-logs; do
      [ -e "$home/$part" ] || continue
      cp -r --no-dereference --preserve=timestamps,links "$home/$part" "$tree$home/$part"
    done
  done
}

record_log_oracle() {
  local dir=$1
  eximstats -txt -ne -nr /var/log/exim_mainlog > "$dir/eximstats.txt"
  for word in '<=' '=>' '==' '\*\*'; do
    printf '%s %s\n' "${word//\\/}" "$(grep -cE "^[-0-9]+ [:0-9]+ [0-9A-Za-z]{6}-[0-9A-Za-z]{6}-[0-9A-Za-z]{2} $word " \
      /var/log/exim_mainlog)"
  done > "$dir/mainlog-flags.txt"
}
