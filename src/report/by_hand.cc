#include "report/by_hand.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <set>

#include "base/text.h"
#include "mail/address.h"
#include "remedy/plan.h"
#include "remedy/shell_quote.h"

namespace queuehound {
namespace {

constexpr std::size_t kIdsInOneLine = 12;

// For find's -name: an intruder may have called his file "*".
std::string as_pattern(std::string_view name) {
  std::string pattern;
  for (const char c : name) {
    if (std::string_view("*?[\\").contains(c)) pattern += '\\';
    pattern += c;
  }
  return pattern;
}

// A browser sends such bytes of a path as %XX, in either case of its letters, and so a log has
// them.
bool is_escaped_in_logs(std::string_view path) {
  return !std::ranges::all_of(
      path, [](char c) { return is_alphanumeric(c) || std::string_view("/.-_~").contains(c); });
}

// awk: bytes for the %XX of a text.
constexpr std::string_view kDecode =
    "function x(c){return index(\"0123456789ABCDEF\",toupper(c))-1} function d(s,o){o=\"\";"
    "while(match(s,/%[0-9A-Fa-f][0-9A-Fa-f]/)){o=o substr(s,1,RSTART-1) "
    "sprintf(\"%c\",x(substr(s,RSTART+1,1))*16+x(substr(s,RSTART+2,1)));s=substr(s,RSTART+3)}"
    "return o s}";

// awk: whether the line holds WANT whole, and not as a part of a longer name or address.
std::string holds_whole(std::string_view before, std::string_view behind) {
  return fmt::format(
      "awk '{{r=tolower($0);w=tolower(ENVIRON[\"WANT\"]);while(p=index(r,w)){{"
      "b=p>1?substr(r,p-1,1):\" \";if(b!~/{}/&&substr(r,p+length(w),2)!~/{}/){{print;next}}"
      "r=substr(r,p+1)}}}}'",
      before, behind);
}

std::string holds_address(const IpAddress& address) {
  return address.is_v4() ? holds_whole("[0-9.]", "^[.]?[0-9]")
                         : holds_whole("[0-9a-f:]", "^[0-9a-f:]");
}

// awk over an envelope: by SMTP from this very server, without a login. The address stands before
// the protocol, whose name ends in "a" after a login.
constexpr std::string_view kOverLoopback =
    "((FNR==1||$1~/^--?host_address$/)?(l=FNR>1&&$2~/^\\[?(127[.]|::1[].])/)*0:"
    "l&&$1~/^--?received_protocol$/&&$2!~/a$/)";

class Commands {
 public:
  Commands(const Incident& incident, const ScanResult& result, const Server& server,
           MainLog main_log)
      : incident_(incident), result_(result), server_(server), main_log_(main_log) {}

  std::vector<HandCommand> write() {
    add_queue();
    if (incident_.account && incident_.kind == IncidentKind::mailbox) {
      add_mailbox();
      add_requests();
    }
    if (incident_.kind == IncidentKind::script || incident_.kind == IncidentKind::form)
      add_program();
    if (incident_.kind == IncidentKind::relay || incident_.kind == IncidentKind::inbound)
      add_hosts();
    if (incident_.kind == IncidentKind::list && incident_.list) add_list();
    if (incident_.kind == IncidentKind::backscatter) add_bounces();
    add_one_message();
    add_line_of_evidence();
    add_hold();
    return std::move(commands_);
  }

 private:
  void add(std::string what, std::string shell, bool changes = false) {
    commands_.push_back({std::move(what), std::move(shell), changes});
  }
  // No path begins with a dash: find and zcat would take it for an option.
  std::string here(std::string_view path) const {
    const std::string_view root = result_.root;
    if (root == "/") return std::string(path);
    return (root.starts_with('-') ? "./" : "") + std::string(root) + std::string(path);
  }
  // The live file and its rotations, as words of a shell; journals apart from files of text.
  enum class Form { text, journal };
  std::string logs(LogKind kind, std::string_view domain = {}, Form form = Form::text) const;
  // A command that prints all lines; packed files too, for zcat -f hands plain text through.
  std::string lines_of(LogKind kind, std::string_view programs) const;
  std::string exim_lines() const;
  std::string webmail_lines() const;
  bool has_log(LogKind kind, std::string_view domain = {}) const {
    return !logs(kind, domain).empty() || !logs(kind, domain, Form::journal).empty();
  }
  bool has_sign(std::string_view name) const {
    return std::ranges::find(incident_.evidence, name, &Evidence::signal) !=
           incident_.evidence.end();
  }
  bool has_origin(std::initializer_list<Via> ways) const {
    return std::ranges::any_of(incident_.origins, [&](const Origin& origin) {
      return std::ranges::find(ways, origin.via) != ways.end();
    });
  }
  void add_queue();
  void add_mailbox();
  void add_queue_of_mailbox();
  void add_logins_at_webmail();
  void add_queue_of_program(const Account* account);
  void add_program();
  void add_requests();
  bool does_log_begin_otherwise() const;
  void add_hosts();
  void add_list();
  void add_bounces();
  void add_one_message();
  void add_line_of_evidence();
  void add_hold();
  std::string envelope_search(std::string_view wants, std::string_view test) const;
  std::string is_wanted_login(std::string_view login) const;

  const Incident& incident_;
  const ScanResult& result_;
  const Server& server_;
  MainLog main_log_;
  std::vector<HandCommand> commands_;
};

std::string Commands::logs(LogKind kind, std::string_view domain, Form form) const {
  constexpr std::string_view kJournal = ".journal";
  std::string words;
  for (const LogSource& source : server_.logs) {
    if (source.kind != kind || (!domain.empty() && source.domain != domain)) continue;
    const bool is_journal = source.path.ends_with(kJournal);
    if (is_journal != (form == Form::journal)) continue;
    if (is_journal) {
      const std::string path = here(source.path);
      words += " --file " + shell_quote(path.substr(0, path.size() - kJournal.size()) + "*");
      continue;
    }
    // Exim's own %D in the last part of the name stands for the date.
    const std::string path = here(source.path);
    words += " " + shell_quote(std::string_view(path).substr(0, path.find('%'))) + "*";
  }
  return words;
}

std::string Commands::lines_of(LogKind kind, std::string_view programs) const {
  const std::string files = logs(kind), journals = logs(kind, {}, Form::journal);
  const std::string text = files.empty() ? "" : "zcat -f" + files;
  if (journals.empty()) return text;
  const std::string journal = fmt::format("journalctl -q -o cat {}{}", programs, journals);
  return text.empty() ? journal : "{ " + text + "; " + journal + "; }";
}

std::string Commands::webmail_lines() const {
  std::string files;
  std::set<LogKind> kinds;
  for (const LogSource& source : server_.logs)
    if (is_webmail_log(source.kind) && kinds.insert(source.kind).second) files += logs(source.kind);
  return files.empty() ? "" : "zcat -f" + files;
}

// Through syslog, Exim's line begins behind syslog's own words, in whatever file; no line of Exim's
// own begins like them. Where Exim writes no time of its own there (syslog_timestamp), syslog's is
// left, three words or two, so that what follows stands where it does behind Exim's.
std::string Commands::exim_lines() const {
  const std::string read = lines_of(LogKind::exim_main, "-t exim -t exim4");
  if (main_log_ == MainLog::by_exim || logs(LogKind::exim_main).empty()) return read;
  std::string program = "exim4?";
  if (!server_.exim_syslog_name.empty())
    program = "(" + program + "|" + server_.exim_syslog_name + ")";  // letters, digits, "_-"
  return read +
         fmt::format(
             R"( | sed -E -e 's/^([A-Z][a-z]+ +[0-9]+ [0-9:]+) [^ ]+ {0}(\[[0-9]+\])?: /\1 /')"
             R"( -e 's/^([0-9-]+T[0-9:.]+[^ ]*) [^ ]+ {0}(\[[0-9]+\])?: /\1 - /')"
             R"( -e 's/^<[0-9]+>1 ([^ ]+) [^ ]+ {0} [^ ]+ [^ ]+ - +/\1 - /')",
             program) +
         R"( -e 's/^([A-Z][a-z]+ +[0-9]+ [0-9:]+|[^ ]+T[^ ]+ -) ([0-9]{4}(-[0-9]{2}){2} )/\2/')";
}

// Of every queued message the part of -H before its first empty line is Exim's own; what a sender
// wrote stands behind it. Values of ACL variables may hold anything, empty lines and words like
// Exim's own too, so they are passed over by their length. `test` is awk over that part; the value
// is handed over by the environment, because awk -v would take its backslashes for escapes.
// Since 4.94 an option that a client's text fills begins with two dashes.
std::string Commands::envelope_search(std::string_view wants, std::string_view test) const {
  return fmt::format(
      "LC_ALL=C WANT={} find {} -type f -path '*input/*' -name '*-H' -exec awk "
      "'FNR==1{{id=substr($0,1,length($0)-2);past=skip=0}} skip>0{{skip-=length($0)+1;next}} "
      "$0==\"\"{{past=1}} !past&&$1~/^--?(\\([^)]*\\))?acl[cm]?$/{{skip=$NF+1;next}} "
      "!past&&{}{{print id;past=1}}' {{}} +",
      shell_quote(wants), shell_quote(here(server_.spool_directory)), test);
}

// awk that tells whether `login` is the mailbox in WANT. Who logs in without a domain has Exim's
// own.
std::string Commands::is_wanted_login(std::string_view login) const {
  const std::string& own =
      server_.qualify_domain.empty() ? server_.primary_hostname : server_.qualify_domain;
  const std::string same = fmt::format("tolower({})==ENVIRON[\"WANT\"]", login);
  if (own.empty() || domain_of(*incident_.account) != to_lower(own)) return same;
  return fmt::format("({}||tolower({})==substr(ENVIRON[\"WANT\"],1,length(ENVIRON[\"WANT\"])-{}))",
                     same, login, own.size() + 1);
}

void Commands::add_queue() {
  if (server_.spool_directory.empty()) return;
  add("how many messages wait: one -H file each, flat, split and named queues alike",
      fmt::format("find {} -type f -path '*input/*' -name '*-H' | wc -l",
                  shell_quote(here(server_.spool_directory))));
}

void Commands::add_queue_of_mailbox() {
  if (server_.spool_directory.empty()) return;
  const std::string& account = *incident_.account;
  if (has_sign("webmail_tells"))
    return add(
        "its queued messages, by the sender (the webmail hands them in without a login; "
        "anybody can write a sender)",
        envelope_search(account, "FNR==3&&tolower($0)==\"<\" ENVIRON[\"WANT\"] \">\""));
  add("its queued messages, by the login Exim itself noted (all of the mailbox, its owner's too)",
      envelope_search(account, "$1~/^--?(\\([^)]*\\))?auth_id$/&&" +
                                   is_wanted_login("substr($0,index($0,\" \")+1)")));
}

// Exim sees the webmail's own address only.
void Commands::add_logins_at_webmail() {
  const std::string lines = webmail_lines();
  if (lines.empty() || !has_origin({Via::webmail})) return;
  add("what the webmail's own log says of it, real addresses too",
      fmt::format("{} | WANT={} {}", lines, shell_quote(*incident_.account),
                  holds_whole("[a-z0-9._+-]", "^[.-]?[a-z0-9]")));
}

void Commands::add_mailbox() {
  const std::string& account = *incident_.account;
  add_queue_of_mailbox();
  add_logins_at_webmail();
  if (has_log(LogKind::exim_main) && !has_sign("webmail_tells"))
    add("from which addresses it handed mail in (of a field a client can imitate: to look at, not "
        "to block by)",
        fmt::format("{} | WANT={} awk '$4==\"<=\"||$5==\"<=\"||$6==\"<=\"{{ip=\"\";"
                    "for(i=5;i<=NF&&$i!~/^T=/;i++){{if($i~/^\\[[0-9a-fA-F.:]+\\]/)ip=$i;else "
                    "if($i~/^A=/){{n=split($i,a,\":\");if(n>1&&{}){{print ip;break}}}}}}}}' | "
                    "sed 's/\\]:.*/]/' | sort | uniq -c | sort -n",
                    exim_lines(), shell_quote(account),
                    is_wanted_login("substr($i,length(a[1])+2)")));
  if (has_log(LogKind::dovecot))
    add("who read mail with its password, and who tried",
        fmt::format(
            "{1} | WANT={2} awk '(p=index($0,\" user=<\")){{u=substr($0,p+7);"
            "if(!(e=index(u,\">,\")))next;u=substr(u,1,e-1);if({0})"
            "for(i=1;i<=NF;i++)if($i~/^rip=/)print $i;next}}"
            "/: LOGIN( FAILED)?, user=/{{u=substr($0,index($0,\", user=\")+7);"
            "n=split(u,a,\", ip=[[]\");u=substr(u,1,length(u)-length(a[n])-6);if(n>1&&{0}){{"
            "sub(/\\].*/,\"\",a[n]);print \"ip=\" a[n]}}}}' | sort | uniq -c | sort -n",
            is_wanted_login("u"), lines_of(LogKind::dovecot, "-t dovecot"), shell_quote(account)));
}

void Commands::add_queue_of_program(const Account* account) {
  if (server_.spool_directory.empty()) return;
  if (has_sign("over_loopback"))
    return add(
        "queued messages that programs of this server handed in by SMTP without a login "
        "(others' too)",
        envelope_search("", kOverLoopback));
  if (account)
    add("its queued messages, by the user id Exim itself noted (all of the account, its owner's "
        "too)",
        envelope_search(std::to_string(account->uid), "FNR==2&&$(NF-1)==ENVIRON[\"WANT\"]"));
}

void Commands::add_program() {
  const Account* account =
      incident_.system_user ? server_.account(*incident_.system_user) : nullptr;
  add_queue_of_program(account);
  std::string directory = incident_.directory.value_or("");
  if (incident_.script) directory = incident_.script->substr(0, incident_.script->rfind('/'));
  // Cron starts its jobs in the account's home, wherever the file lies.
  if (account && has_sign("mails_by_itself") && has_log(LogKind::exim_main))
    add("how often the account's programs called sendmail, by the folder they ran in (needs "
        "+arguments in log_selector)",
        fmt::format(
            "{} | WANT={} awk '{{h=ENVIRON[\"WANT\"];w=\" cwd=\" h;p=index($0,w);"
            "if(!p)next;r=substr($0,p+5);if(!match(r,/ [0-9]+ args: [^ ]*(sendmail|exim)/))next;"
            "f=substr(r,1,RSTART-1);if(f==h||index(f,h \"/\")==1)n[f]++}} "
            "END{{for(f in n)print n[f],f}}' | sort -rn",
            exim_lines(), shell_quote(account->home)));
  else if (!directory.empty() && has_log(LogKind::exim_main))
    add("how often a program in that folder called sendmail (needs +arguments in log_selector)",
        fmt::format(
            "{} | WANT={} awk '{{w=\" cwd=\" ENVIRON[\"WANT\"];"
            "p=index($0,w \" \");if(p&&substr($0,p+length(w))~/^ [0-9]+ args: [^ ]*(sendmail"
            "|exim)/)n++}} END{{print n+0}}'",
            exim_lines(), shell_quote(directory)));
  add_requests();
  if (account && !incident_.called_file.empty())
    add("where the file lies that PHP names as what mailed",
        fmt::format("find {} -xdev -type f -name {} -exec ls -lc -- {{}} +",
                    shell_quote(here(account->home)),
                    shell_quote(as_pattern(incident_.called_file))));
  if (!incident_.script) return;
  const std::string file = shell_quote(here(*incident_.script));
  add("whose file it is, and since when (the change time is the kernel's, the modification time "
      "anybody's)",
      fmt::format("stat -- {}", file));
  add("its content's fingerprint, to look for on other servers",
      fmt::format("sha256sum -- {}", file));
}

void Commands::add_requests() {
  if (!incident_.url || !incident_.domain) return;
  const std::size_t slash = incident_.url->find('/');
  if (slash == std::string::npos) return;
  // A mailbox's page may be of another domain of its owner's.
  std::string files = logs(LogKind::access, incident_.url->substr(0, slash));
  if (files.empty()) files = logs(LogKind::access, *incident_.domain);
  const bool is_of_many = files.empty();
  if (is_of_many) files = logs(LogKind::access);  // where each line names its site, or none does
  if (files.empty()) return;
  const std::string path = shell_quote(incident_.url->substr(slash));
  if (is_escaped_in_logs(std::string_view(*incident_.url).substr(slash)))
    return add(
        "the requests for the page, visitors among them, whole (a log has such a path in %XX)",
        fmt::format("zcat -f{} | LC_ALL=C WANT={} awk -F '[ \"]' '{}"
                    "{{w=\" \" ENVIRON[\"WANT\"];"
                    "if(index($0,w \" \")||index($0,w \"?\")){{print;next}}"
                    "for(i=1;i<=NF;i++){{u=$i;sub(/\\?.*/,\"\",u);"
                    "if(d(u)==ENVIRON[\"WANT\"]){{print;next}}}}}}'",
                    files, path, kDecode));
  if (is_of_many || does_log_begin_otherwise())
    return add(
        "the requests for the page, visitors among them, whole (logs in JSON, with the stamp in "
        "front, or of many sites, which may have a page of that name too)",
        fmt::format("zcat -f{} | WANT={} awk '{{w=ENVIRON[\"WANT\"];"
                    "if(index($0,\" \" w \" \")||index($0,\" \" w \"?\")||"
                    "index($0,\"\\\"\" w \"\\\"\")||index($0,\"\\\"\" w \"?\"))print}}'",
                    files, path));
  // The target stands three words behind the stamp's; what stands before it may be one word more, a
  // site's name.
  add("who asked for the page, visitors among them (the request itself, not referers; logs that "
      "begin with the client's address, or with the site's name)",
      fmt::format("zcat -f{} | WANT={} awk '{{for(i=3;i<=NF;i++)"
                  "if($i~/^\\[[0-9]+\\/[A-Z][a-z]+\\/[0-9]+:/){{split($(i+3),u,\"?\");"
                  "if(u[1]==ENVIRON[\"WANT\"])"
                  "print($2~/^[0-9a-fA-F]*[.:][0-9a-fA-F.:]*$/?$2:$1);next}}}}'"
                  " | sort | uniq -c | sort -n",
                  files, path));
}

// JSON, or a stamp in front: by the lines of it that are evidence.
bool Commands::does_log_begin_otherwise() const {
  return std::ranges::any_of(incident_.evidence, [](const Evidence& sign) {
    const std::string_view line = sign.source.line;
    const bool has_request = line.contains("HTTP/");
    return line.starts_with('{') || (has_request && line.starts_with('[')) ||
           (has_request && line.size() > 10 && (line[4] == '-' || line[2] == '/'));
  });
}

void Commands::add_hosts() {
  if (incident_.origins.empty()) return;
  const IpAddress& first = incident_.origins.front().address;
  const std::string address = to_text(first);
  if (!server_.spool_directory.empty())
    add(fmt::format("queued messages that {} handed in", address),
        envelope_search(address,
                        "$1~/^--?host_address$/&&(index($2,\"[\" ENVIRON[\"WANT\"] \"]\")==1||"
                        "$2~/\\.[0-9]+$/&&substr($2,1,match($2,/\\.[0-9]+$/)-1)=="
                        "ENVIRON[\"WANT\"])"));
  if (has_log(LogKind::exim_main))
    add(fmt::format("the last that the main log says of {} (a client can write an address too)",
                    address),
        fmt::format("{} | WANT={} awk 'index($0,\"[\" ENVIRON[\"WANT\"] "
                    "\"]\")' | sort -s -k 1,2 | tail -n 50",
                    exim_lines(), shell_quote(address)));
  const auto add_log = [&](std::string_view log, const std::string& lines) {
    if (lines.empty()) return;
    add(fmt::format("what {} says of {}", log, address),
        fmt::format("{} | WANT={} {}", lines, shell_quote(address), holds_address(first)));
  };
  if (has_origin({Via::imap, Via::pop3}))
    add_log("the login log", lines_of(LogKind::dovecot, "-t dovecot"));
  if (has_origin({Via::webmail})) add_log("the webmail's log", webmail_lines());
}

// A list manager writes its copies as "list-bounces@site", with the member's name behind it where
// each has a copy of his own; where Exim expands the list, it is the posts' recipient.
void Commands::add_list() {
  if (server_.spool_directory.empty()) return;
  add("queued messages by the list's own sender, or to the list (all of its posts, members' too)",
      envelope_search(
          *incident_.list,
          "(at=index(w=ENVIRON[\"WANT\"],\"@\"))&&(l=substr(w,1,at-1))!=\"\"&&(d=substr(w,at))!="
          "\"\"&&"
          "(FNR==3?index(s=tolower($0),\"<\" l)==1&&"
          "substr(s,length(l)+2)~/^-(bounces|owner|admin|return|request)[-+@]/&&"
          "substr(s,length(s)-length(d))==d \">\"||s==\"<owner-\" w \">\":FNR>4&&tolower($1)==w)"));
}

// To the mailbox that the forged mail names, or to the domain all of whose names it makes up.
void Commands::add_bounces() {
  const bool is_one = incident_.account.has_value();
  if (!is_one && !incident_.domain) return;
  const std::string& victim = is_one ? *incident_.account : *incident_.domain;
  const auto is_victim = [&](std::string_view address) {
    return is_one ? fmt::format("tolower({})==ENVIRON[\"WANT\"]", address)
                  : fmt::format(
                        "match({0},/@[^@]*$/)&&tolower(substr({0},RSTART+1))=="
                        "ENVIRON[\"WANT\"]",
                        address);
  };
  if (!server_.spool_directory.empty())
    add("queued bounces to it",
        envelope_search(victim, "(FNR==3?(b=$0==\"<>\")*0:b&&FNR>4&&" + is_victim("$1") + ")"));
  if (!has_log(LogKind::exim_main)) return;
  add("which hosts handed in bounces to it (of a field a client can imitate: to look at, not to "
      "block by; needs +received_recipients in log_selector)",
      fmt::format("{} | WANT={} awk '{{for(i=4;i<7;i++)if($i==\"<=\"&&$(i+1)==\"<>\"){{ip=\"\";"
                  "for(j=i+2;j<=NF&&$j!~/^T=/;j++)if($j~/^\\[[0-9a-fA-F.:]+\\]/)ip=$j;"
                  "for(k=NF;k>i&&$k!=\"for\";k--)if({}){{print ip;break}}next}}}}' | "
                  "sed 's/\\]:.*/]/' | sort | uniq -c | sort -n",
                  exim_lines(), shell_quote(victim), is_victim("$k")));
}

void Commands::add_one_message() {
  if (incident_.quarantine.empty()) return;
  const MessageIdText id_text = incident_.quarantine.front().text();
  const std::string_view id = id_text;
  if (has_log(LogKind::exim_main))
    add("the life of one message: lines whose own id it is, not those that mention it",
        fmt::format("{} | awk '$3==\"{}\"||$4==\"{}\"||$5==\"{}\"'", exim_lines(), id, id, id));
  if (result_.root == "/") add("its headers", fmt::format("exim -Mvh {}", id));
}

// The strongest sign that stands in a line: reports name lines by the byte they begin at, of the
// unpacked text, and tail counts from one.
void Commands::add_line_of_evidence() {
  struct Unpacker {
    std::string_view ending, command;
  };
  constexpr Unpacker kUnpackers[] = {{".xz", "xzcat"}, {".bz2", "bzcat"}, {".zst", "zstdcat"}};
  const auto shown = std::ranges::find_if(incident_.evidence, [](const Evidence& sign) {
    return !sign.source.path.empty() && !sign.source.path.ends_with(".journal");
  });
  if (shown == incident_.evidence.end()) return;
  const EvidenceSource& source = shown->source;
  const auto packed = std::ranges::find_if(
      kUnpackers, [&](const Unpacker& unpacker) { return source.path.ends_with(unpacker.ending); });
  add(fmt::format("the line at byte {} of {}, as the first sign with a line names it",
                  source.offset, source.path),
      fmt::format("{} {} | tail -c +{} | head -n 1",
                  packed == std::end(kUnpackers) ? "zcat -f" : packed->command,
                  shell_quote(here(source.path)), source.offset + 1));
}

void Commands::add_hold() {
  if (incident_.quarantine.empty() || result_.root != "/") return;
  if (incident_.quarantine.size() > kIdsInOneLine)
    return add(fmt::format("freeze the {} messages of the mailing, and no others (exim -Mt thaws)",
                           incident_.quarantine.size()),
               fmt::format("queuehound explain {} --json | jq -r "
                           "'.incident.queue_selection.quarantine[]' | xargs -r -n 100 exim -Mf",
                           incident_.id),
               true);
  add("freeze the messages of the mailing, and no others (exim -Mt thaws)", freeze_shell(incident_),
      true);
}

}  // namespace

std::vector<HandCommand> commands_by_hand(const Incident& incident, const ScanResult& result,
                                          const Server& server, MainLog main_log) {
  return Commands(incident, result, server, main_log).write();
}

}  // namespace queuehound
