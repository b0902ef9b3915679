# Sourced by lab/capture inside the namespaces: builds the server, function by function.
accounts_file=/run/lab/code/server/accounts
zone=America/New_York

make_file_systems() {
  local dir
  for dir in etc var usr/local; do
    mkdir -p "/run/lab/up/$dir" "/run/lab/work/$dir"
    mount -t overlay overlay \
      -o "lowerdir=/$dir,upperdir=/run/lab/up/$dir,workdir=/run/lab/work/$dir" "/$dir"
  done
  mount -t tmpfs -o mode=755 tmpfs /home
  mount -t tmpfs -o mode=755 tmpfs /var/log
  mount -t tmpfs -o mode=755 tmpfs /var/spool
  mkdir -p /run/dovecot /run/dovecot-state /run/apache2 /run/lock /var/log/apache2
  chown root:Debian-exim /var/log
  chmod 775 /var/log
  install -d -o Debian-exim -g Debian-exim -m 750 /var/spool/exim
  install -d -m 755 /var/spool/cron
  install -d -o root -g crontab -m 1730 /var/spool/cron/crontabs
  make_devices
}

# A /dev of our own, so that /dev/log is ours too.
make_devices() {
  local name major minor
  mkdir /run/dev
  mount -t tmpfs -o mode=755 tmpfs /run/dev
  while read -r name major minor; do
    mknod -m 666 "/run/dev/$name" c "$major" "$minor"
  done <<< $'null 1 3\nzero 1 5\nfull 1 7\nrandom 1 8\nurandom 1 9\ntty 5 0'
  mkdir -m 1777 /run/dev/shm
  ln -s /proc/self/fd /run/dev/fd
  mount -t tmpfs tmpfs /run/dev/shm
  mount --move /run/dev /dev
}

make_network() {
  local address
  hostname server
  ip link set lo up
  for address in 192.0.2.10 192.0.2.{200..204} 192.0.2.{220..221} 192.0.2.{101..116} \
                 198.51.100.{24,25,40,77,151,152,199} 203.0.113.{11..14} 203.0.113.{61,62,90,171,172}; do
    ip addr add "$address/32" dev lo
  done
  for address in 2001:db8::10 2001:db8:50::7 2001:db8:bad::9 2001:db8:f00::15; do
    ip -6 addr add "$address/128" dev lo nodad
  done
}

keep_system_users() {
  grep -E '^(root|daemon|bin|sys|mail|www-data|nobody|Debian-exim|dovecot|dovenull|messagebus|crontab|nogroup|shadow|adm|tty|utmp):' "$1"
}

make_accounts() {
  local name uid domain contact
  keep_system_users /etc/passwd > /run/lab/passwd
  keep_system_users /etc/group > /run/lab/group
  while read -r name uid domain contact; do
    echo "$name:x:$uid:$uid::/home/$name:/bin/bash" >> /run/lab/passwd
    echo "$name:x:$uid:" >> /run/lab/group
  done < "$accounts_file"
  cat /run/lab/passwd > /etc/passwd
  cat /run/lab/group > /etc/group
  # cron's PAM stack refuses an account that has no shadow line.
  awk -F: '{print $1 ":!:20000:0:99999:7:::"}' /etc/passwd > /etc/shadow
  cat /usr/share/zoneinfo/$zone > /run/lab/localtime
  rm -f /etc/localtime
  cp /run/lab/localtime /etc/localtime
  echo "$zone" > /etc/timezone
  make_panel_files
  while read -r name uid domain contact; do
    make_home "$name" "$domain"
  done < "$accounts_file"
  make_mailboxes
}

make_panel_files() {
  local name uid domain contact
  install -d /usr/local/cpanel /var/cpanel/users /var/cpanel/userdata /etc/valiases /etc/maildomains
  echo 11.110.0.61 > /usr/local/cpanel/version
  echo server.hosting.example > /etc/localdomains
  echo "*: nobody" > /etc/userdomains
  : > /etc/trueuserdomains
  while read -r name uid domain contact; do
    echo "$domain" >> /etc/localdomains
    echo "$domain: $name" >> /etc/userdomains
    echo "$domain: $name" >> /etc/trueuserdomains
    : > "/etc/valiases/$domain"
    printf 'CONTACTEMAIL=%s\nDNS=%s\nIP=192.0.2.10\nOWNER=root\nUSER=%s\n' \
      "$contact" "$domain" "$name" > "/var/cpanel/users/$name"
    install -d "/var/cpanel/userdata/$name"
    printf -- '---\nmain_domain: %s\naddon_domains: {}\nparked_domains: []\nsub_domains: []\n' "$domain" \
      > "/var/cpanel/userdata/$name/main"
    printf -- '---\ndocumentroot: /home/%s/public_html\nhomedir: /home/%s\nip: 192.0.2.10\nserveralias: www.%s\nservername: %s\nuser: %s\n' \
      "$name" "$name" "$domain" "$domain" "$name" > "/var/cpanel/userdata/$name/$domain"
  done < "$accounts_file"
  printf '%s\n' 'root: admin@hosting.example' 'gazette: desk@gazette.example' > /etc/aliases
  echo 'sales@harbor-tools.example: info@harbor-tools.example, partner@post.test' \
    > /etc/valiases/harbor-tools.example
}

make_home() {
  local name=$1 domain=$2
  cp -r "/run/lab/code/homes/$name" "/home/$name"
  mkdir -p "/home/$name/logs" "/home/$name/etc/$domain" "/home/$name/mail/$domain"
  install -d "/usr/local/apache/domlogs/$name"
  : > "/usr/local/apache/domlogs/$name/$domain"
  chown -R "$name:$name" "/home/$name"
  chmod -R u=rwX,go=rX "/home/$name"
  ln -s "/usr/local/apache/domlogs/$name" "/home/$name/access-logs"
  ln -s "/home/$name/etc/$domain" "/etc/maildomains/$domain"
  # mod_php writes here as www-data, php-fpm as the account.
  : > "/home/$name/logs/php_mail.log"
  chown "$name:$name" "/home/$name/logs/php_mail.log"
  chmod 666 "/home/$name/logs/php_mail.log"
}

make_mailboxes() {
  local address password user domain account uid
  while read -r address password; do
    user=${address%@*} domain=${address#*@}
    account=$(sed -n "s/^$domain: //p" /etc/userdomains)
    uid=$(id -u "$account")
    echo "$user:x:$uid:$uid::/home/$account/mail/$domain/$user:/sbin/nologin" \
      >> "/home/$account/etc/$domain/passwd"
    echo "$user:$(openssl passwd -6 "$password"):20000::::::" >> "/home/$account/etc/$domain/shadow"
    chown "$account:dovecot" "/home/$account/etc/$domain/"*
    chmod 644 "/home/$account/etc/$domain/passwd"
    chmod 640 "/home/$account/etc/$domain/shadow"
  done < /run/lab/code/server/mailboxes
}

make_sites() {
  local code=/run/lab/code/server n
  mkdir -p /etc/exim4 /etc/lab-php /etc/exim_tls
  rm -rf /etc/cron.d /etc/cron.hourly/* /etc/crontab
  mkdir /etc/cron.d
  : > /etc/crontab
  cp "$code/exim.conf" /etc/exim4/exim4.conf
  cp "$code/exim.conf" /etc/exim.conf
  cp "$code/exim_routes" /etc/exim_routes
  rm -f /etc/hosts /etc/hostname
  cp "$code/hosts" /etc/hosts
  printf 'passwd: files\ngroup: files\nshadow: files\nhosts: files\n' > /etc/nsswitch.conf
  echo server.hosting.example > /etc/hostname
  cp "$code/php.ini" /etc/lab-php/php.ini
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 \
    -subj /CN=server.hosting.example -keyout /etc/exim_tls/server.key \
    -out /etc/exim_tls/server.crt 2>/dev/null
  chown root:Debian-exim /etc/exim_tls/server.key
  chmod 640 /etc/exim_tls/server.key
  for n in {01..80}; do
    case $n in
      17) echo "gone$n@post.test" ;;
      23 | 61) echo "reader$n@slow.test" ;;
      *) echo "reader$n@$([ $((10#$n % 2)) = 0 ] && echo post.test || echo inbox.test)" ;;
    esac
  done > /home/gazette/newsletter/subscribers.txt
  chown gazette:gazette /home/gazette/newsletter/subscribers.txt
}

start_daemons() {
  local code=/run/lab/code
  rsyslogd -f "$code/server/rsyslog.conf" -i /run/rsyslogd.pid
  dovecot -c "$code/server/dovecot.conf"
  apache2 -f "$code/server/apache.conf"
  php-fpm8.2 -c /etc/lab-php/php.ini -y "$code/server/fpm.conf"
  cron
  python3 -B "$code/traffic/sink.py" > /var/log/sink.log 2>&1 &
  echo $! > /run/sink.pid
  # Started by pid 1 itself, Exim takes itself for a child of init, does not fork and is lost.
  (cd / && exim -bd -q1m; :)
  wait_for_daemons
}

wait_for_daemons() {
  local try
  for try in {1..50}; do
    [ -S /run/dovecot/exim-auth ] && [ -s /run/exim.pid ] && [ -s /run/apache2.pid ] &&
      [ -S /run/fpm-lakeside.sock ] && return 0
    sleep 0.2
  done
  echo "lab: the daemons did not start" >&2
  exit 1
}
