#include "host/exim_hold_acl.h"

#include <array>

namespace queuehound {
namespace {

// originator_uid is the kernel's word, for who called Exim on this server; it means nothing where a
// remote host is at the other end, and there authenticated_id is what the login proved.
// `exists` first: a lookup in a missing file would put off all mail of the server.
constexpr std::string_view kAcl =
    R"(# queuehound: keeps or refuses the mail of held accounts. Read by Exim for each message.
#
# In Exim's main section:
#       acl_smtp_predata = /etc/queuehound/exim-hold.acl
#       chunking_advertise_hosts =
#       acl_not_smtp = /etc/queuehound/exim-hold.acl
# (without the second line a client that sends in chunks, BDAT, is not asked). Where such an option
# names an access list already, leave it, and make this the first statement of that list:
#       require acl = /etc/queuehound/exim-hold.acl
# In the list of acl_smtp_data it does for the first two lines. queuehound check says what lacks.
#
# held-senders: logins (SMTP AUTH); held-users: numbers of system users (PHP, cron, sendmail).
# Behind the name stands "wait" (taken, and kept frozen) or "refuse" (451, try again later).

  warn  condition   = ${if !def:sender_host_address}
        set acl_m_queuehound = ${if exists{/etc/queuehound/held-users}\
            {${lookup{$originator_uid}lsearch{/etc/queuehound/held-users}}}}

  warn  condition   = ${if def:sender_host_address}
        condition   = ${if def:authenticated_id}
        set acl_m_queuehound = ${if exists{/etc/queuehound/held-senders}\
            {${lookup{${lc:$authenticated_id}}lsearch{/etc/queuehound/held-senders}}}}

  defer condition   = ${if eq{$acl_m_queuehound}{refuse}}
        message     = outgoing mail of this account is on hold: ask your provider
        log_message = queuehound: outgoing mail of this account is on hold

  warn  condition   = ${if eq{$acl_m_queuehound}{wait}}
        control     = freeze/no_tell
        log_message = queuehound: outgoing mail of this account is on hold

  accept
)";

struct Place {
  Profile profile;
  std::string_view generated;  // Exim's file lies here; "" any
  std::string_view place, then, advice;
};
constexpr std::array kPlaces{
    Place{Profile::cpanel, "", "WHM: Exim Configuration Manager, Advanced Editor, section CONFIG",
          "/scripts/buildeximconf && /scripts/restartsrv_exim",
          "a mailbox is held by cPanel itself and needs none of it; where the editor has an access "
          "list of that name already, its first line becomes: require acl = "
          "/etc/queuehound/exim-hold.acl"},
    Place{Profile::directadmin, "", "/etc/exim.variables.conf.custom",
          "cd /usr/local/directadmin/custombuild && ./build exim_conf", ""},
    Place{Profile::hestia, "", "/etc/exim4/exim4.conf.template, before its first \"begin\"",
          "systemctl restart exim4", ""},
    Place{Profile::debian, "/var/lib/exim4/",
          "/etc/exim4/exim4.conf.localmacros (split configuration: "
          "conf.d/main/000_localmacros)",
          "update-exim4.conf && systemctl reload exim4", ""},
    Place{Profile::debian, "/etc/exim4/exim4.conf.template",
          "/etc/exim4/exim4.conf.localmacros (split configuration: "
          "conf.d/main/000_localmacros)",
          "update-exim4.conf && systemctl reload exim4", ""},
    Place{Profile::debian, "", "", "systemctl reload exim4", ""},
};
constexpr Place kOtherwise{Profile::custom, "", "", "systemctl reload exim", ""};

const Place& place_for(const Server& server) {
  for (const Place& place : kPlaces)
    if (place.profile == server.profile && server.exim_config_file.starts_with(place.generated))
      return place;
  return kOtherwise;
}

}  // namespace

std::string_view exim_hold_acl() { return kAcl; }

HoldInclusion hold_inclusion(const Server& server, const EximHold& hold) {
  const Place& place = place_for(server);
  HoldInclusion inclusion;
  inclusion.place = place.place;
  if (inclusion.place.empty())
    inclusion.place =
        (server.exim_config_file.empty() ? "Exim's configuration" : server.exim_config_file) +
        std::string(", before its first \"begin\"");
  if (!hold.is_called_for_smtp)
    inclusion.lines.push_back("acl_smtp_predata = " + std::string(kHoldAclPath));
  if (hold.is_passed_by_chunks) inclusion.lines.emplace_back("chunking_advertise_hosts =");
  if (!hold.is_called_for_local)
    inclusion.lines.push_back("acl_not_smtp = " + std::string(kHoldAclPath));
  if (!hold.acl_is_there)
    inclusion.then = "install -d -m 755 /etc/queuehound && queuehound check --exim-hold > " +
                     std::string(kHoldAclPath) + (inclusion.lines.empty() ? "" : " && ");
  if (!inclusion.lines.empty()) inclusion.then += place.then;
  inclusion.advice = place.advice;
  if (inclusion.advice.empty() && !inclusion.lines.empty())
    inclusion.advice =
        "where such an access list is named already, leave it, and let it begin with: require acl "
        "= " +
        std::string(kHoldAclPath) + " (in the list of acl_smtp_data it does for all of SMTP)";
  return inclusion;
}

}  // namespace queuehound
