#include "cli/changing_commands.h"

#include "cli/apply.h"
#include "cli/block.h"
#include "cli/plan.h"
#include "cli/undo.h"

namespace queuehound {

CommandRow plan_row() {
  return {"plan",
          "plan ID|SUBJECT [OPTION]...",
          "what would stop an incident, step by step; changes nothing",
          "ID or SUBJECT as in explain. Prints the steps in order: why, what they mean to others,\n"
          "how they are undone; what this server cannot do is marked, with the next best. The\n"
          "plan is saved (P-3) and can be applied for 30 minutes. With --root it is shown only.\n"
          "\n"
          "  queuehound plan I-3f9a2c --with password --without block_address\n"
          "  queuehound plan I-3f9a2c --shell\n"
          "\n"
          "Exit status: 0 planned, 1 no such incident, 2 failed or wrong usage.\n",
          {plan_option_rows(), state_option_rows(), scan_option_rows()},
          1,
          1,
          run_plan};
}

CommandRow apply_row() {
  return {"apply",
          "apply ID|SUBJECT|PLAN [OPTION]...",
          "do what a plan says: journal first, then the step, then a look",
          "PLAN is a plan's id (P-3); with an incident or a subject it plans first. Shows the\n"
          "plan and asks, or takes --yes. Each step stands alone: what fails never stops the\n"
          "rest. Then it looks for new messages of the actor for a while. What a crash cut off\n"
          "is finished by applying the plan again; so are messages that Exim was busy with. What\n"
          "an earlier apply did and still holds is left as it is: for another new password say\n"
          "--with password. SUBJECT must be who did it, not whom it wrote to.\n"
          "\n"
          "  queuehound apply P-3 --only 1,2\n"
          "  queuehound apply P-3 --confirm-within 5m\n"
          "\n"
          "Exit status: 0 all done and nothing new came, 1 some step was not possible or failed,\n"
          "new messages came, no such incident or the answer was no, 2 failed or wrong usage,\n"
          "4 the facts changed since it was planned: nothing was changed, plan again,\n"
          "130 interrupted: Ctrl-C ends the step that was begun, and begins no other; the same\n"
          "apply goes on. A second Ctrl-C stops at once, as a crash would.\n",
          {apply_option_rows(), plan_choice_rows(), state_option_rows(), scan_option_rows()},
          1,
          1,
          run_apply};
}

CommandRow confirm_row() {
  return {"confirm",
          "confirm PLAN [OPTION]...",
          "keep what was applied with --confirm-within",
          "Without it, blocks and changes to logins are undone when the time has passed: by a\n"
          "process that outlives the terminal, or by the next command that changes anything.\n"
          "\n"
          "Exit status: 0 it stays, 2 failed or wrong usage, 4 too late, it is undone.\n",
          {state_option_rows(), server_option_rows()},
          1,
          1,
          run_confirm};
}

CommandRow undo_row() {
  return {
      "undo",
      "undo ACTION|PLAN|ID|SUBJECT [OPTION]...",
      "put back exactly what was changed, newest first",
      "ACTION is one change (A-11), PLAN all of a plan (P-3), ID or SUBJECT all that was\n"
      "done about an incident; the incident itself may be long gone. What somebody changed\n"
      "since is not touched: --diff shows how it differs, --force restores all the same. A\n"
      "stolen password comes back only with --force. What two changes hold, block or freeze\n"
      "stays so until both are undone. A plan that was undone is not applied again: plan anew.\n"
      "\n"
      "Exit status: 0 all put back, 1 something could not be or the answer was no, 2 failed or\n"
      "wrong usage, 4 something changed since and was not touched, 130 interrupted: the same\n"
      "undo goes on.\n",
      {undo_option_rows(), state_option_rows(), server_option_rows()},
      1,
      1,
      run_undo};
}

CommandRow log_row() {
  return {"log",
          "log [ACTION|PLAN|ID|SUBJECT] [OPTION]...",
          "who changed what when, and whether it still holds",
          "Reads the journal, and looks whether what was done is still so: a file that came\n"
          "back, a rule that somebody removed.\n"
          "\n"
          "Exit status: 0 shown, 1 no such change or plan, 2 failed or wrong usage.\n",
          {state_option_rows(), server_option_rows()},
          0,
          1,
          run_log};
}

CommandRow block_row() {
  return {"block",
          "block list|add|rm|test|expire [ADDRESS...] [OPTION]...",
          "who is kept out by the firewall; keep out, let in again",
          "One firewall does it, the first that is in use: csf, apf, firewalld, nftables,\n"
          "iptables. What it adds is marked as ours and saved as that firewall saves; what\n"
          "others added is shown and never touched. Every change is in the journal and can be\n"
          "undone.\n"
          "\n"
          "  block list                who is blocked, by what, how long, how often hit\n"
          "  block add ADDRESS...      addresses or networks, all in one transaction; 24 h\n"
          "  block rm ADDRESS...       lets them in again\n"
          "  block test ADDRESS        whether it is blocked, whether it would be, why not\n"
          "  block expire              ends what is overdue; the timer calls it\n"
          "\n"
          "Never blocked without --force: this server, whoever is connected by SSH now, private\n"
          "and reserved ranges, Cloudflare's, proxies that settings name, name servers, the\n"
          "allow list and the firewall's own (csf.allow, csf.ignore, allow_hosts.rules, trusted\n"
          "sources).\n"
          "\n"
          "Exit status: 0 done (test: blocked), 1 not all of it (test: not blocked), 2 failed or\n"
          "wrong usage.\n",
          {block_option_rows(), state_option_rows(), server_option_rows()},
          1,
          100'001,
          run_block};
}

CommandRow allow_row() {
  return {"allow",
          "allow list|add|rm [SUBJECT...] [OPTION]...",
          "who is never blocked or named; vouch for somebody",
          "SUBJECT is ip:192.0.2.7 or net:192.0.2.0/24 (never blocked), mailbox:a@b,\n"
          "account:user, list:a@b, script:/path (never named), also without the prefix where it\n"
          "is plain. Kept in /etc/queuehound/allow, a line each with who and when, and read by\n"
          "every command. A domain cannot stand there: allow its mailboxes and accounts.\n"
          "\n"
          "Exit status: 0 done, 1 it was so already or the answer was no, 2 failed or wrong\n"
          "usage.\n",
          {allow_option_rows(), server_option_rows()},
          1,
          10'000,
          run_allow};
}

}  // namespace queuehound
