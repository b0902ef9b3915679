// An incident's plan as values that can be applied, and what must still be so when they are. Pure.
#pragma once

#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "dossier/incident.h"
#include "remedy/action.h"

namespace queuehound {

// In the order of incident.plan, each with the details its kind wants. Addresses in a row are one.
std::vector<Action> actions_of(const Incident& incident);

// Whether a row of a plan is carried out by the step of the row before it.
bool shares_step(const PlannedAction& before, const PlannedAction& row);

// The rows of incident.plan that steps carry out. A flood's plan has a hundred thousand of them.
class CarriedOut {
 public:
  void add(const Action& step);
  bool contains(const PlannedAction& row) const;

 private:
  std::unordered_set<std::string> rows_;
};

// Of a block_address; empty for others.
std::vector<std::string> addresses_of(const Action& action);
void set_addresses(Action& action, const std::vector<std::string>& addresses);  // at least one

// One that the plan leaves out, as asked for by --with. Nothing: this incident has no target for
// it.
std::optional<Action> added_action(const Incident& incident, ActionKind kind);
std::vector<ActionKind> addable_kinds(const Incident& incident);

// What the plan rests on, a line each: who it is, and each step's target.
std::string facts_of(const Incident& incident, const std::vector<Action>& actions);

// What of it is no longer so, in words; "" where all is. Steps that were added by hand rest on
// nothing; more origins or messages than then are no change.
std::string changed_facts(std::string_view facts, const Incident& now);

}  // namespace queuehound
