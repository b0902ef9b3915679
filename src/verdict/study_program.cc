#include "verdict/study_program.h"

#include "pages/begun_runs.h"
#include "pages/behind_visitors.h"
#include "pages/choose_drivers.h"
#include "pages/forger.h"
#include "pages/form.h"
#include "pages/lived_in_folder.h"
#include "pages/scattered_programs.h"
#include "pages/script_name.h"
#include "pages/web_join.h"
#include "verdict/campaign.h"
#include "verdict/describe_campaign.h"

namespace queuehound {
namespace {

void select_anew(const CaseFile& file, Dossier& dossier) {
  reset_description(dossier);
  select_campaign(file, dossier);
  describe_campaign(file, dossier);
}

}  // namespace

void study_program(const CaseFile& file, const WebEvidence& web, std::uint32_t row,
                   const FileFacts& facts, Dossier& dossier) {
  find_forgery(file, facts, dossier);
  if (row != kNothing && !dossier.web.has_requests) find_what_began(file, web, row, dossier);
  if (!dossier.folders.empty())
    name_scattered_programs(file, web, row, dossier);
  else
    name_script(file, facts, dossier);
  if (row != kNothing && dossier.folders.empty()) {
    forget_folder_of_years(web, row, dossier);
    dossier.web_evidence = &web;
    dossier.web.suspect = row;  // where no page is found, its requests are asked for all the same
    choose_drivers(file, web, row, dossier);
    if (dossier.web.drivers.empty()) {
      find_what_began(file, web, row, dossier);
      find_starters(file, web, row, dossier);
    }
  }
  if (is_other_programs_mail(file, dossier)) {
    dossier.web = {};
    if (row != kNothing) dossier.web.suspect = row;
    dossier.script.clear();
    dossier.script_witness.clear();
  }
  select_campaign(file, dossier);
  describe_campaign(file, dossier);
  if (hides_behind_visitors(dossier) || mails_beside_visitors(dossier)) {
    if (!dossier.web.drivers.empty()) {
      dossier.web.drivers.clear();
      select_anew(file, dossier);
    }
    dossier.script.clear();
    return;
  }
  if (!is_form(dossier)) {
    // The file that mailed is another, and lies nobody knows where; to seal the page that calls it
    // would end the whole site.
    if (!dossier.called_file.empty()) dossier.script.clear();
    return;
  }
  dossier.kind = IncidentKind::form;
  select_anew(file, dossier);
}

}  // namespace queuehound
