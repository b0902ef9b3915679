#include "verdict/why_not_sealed.h"

#include "pages/form.h"
#include "pages/script_name.h"
#include "verdict/loopback_page.h"

namespace queuehound {
namespace {

// Visitors who look at anything of the site ask for it, and nothing else names it.
bool is_unchanged_front_page(const Dossier& dossier) {
  return is_named_as_front_page(dossier) && dossier.is_old_file && dossier.web.drivers.empty();
}

}  // namespace

std::string why_not_sealed(const Dossier& dossier) {
  if (dossier.kind == IncidentKind::script && is_unchanged_front_page(dossier))
    return "every page of the site goes through it, and it is older than all of its mail: what "
           "mails is a file that it calls";
  if (dossier.kind == IncidentKind::script && is_named_by_folder_alone(dossier) &&
      dossier.is_old_file && dossier.place == ScriptPlace::ordinary)
    return "only the folder that the mail came from names it, and it is older than all of its "
           "mail: any process of the account can mail from there";
  if (is_named_by_requests_alone(dossier))
    return "requests in the same seconds are all that names it, and any program of this server can "
           "hand in mail over loopback";
  if (dossier.kind != IncidentKind::script || dossier.web.has_requests ||
      dossier.are_requests_known || !dossier.cron_job.empty())
    return {};
  if (dossier.script.empty() || dossier.place != ScriptPlace::ordinary || !dossier.is_old_file ||
      !has_own_template(dossier))
    return {};
  if (dossier.past.busiest_day > 0)
    return "no access log tells who asks for it, and it is older than the logs, mailed before and "
           "writes one text: it can be a page of the site that strangers abuse";
  if (!is_named_like_form(dossier)) return {};
  return "no access log tells who asks for it, and it is older than the logs, is called as forms "
         "are and writes one text: it can be a page of the site that strangers abuse";
}

}  // namespace queuehound
