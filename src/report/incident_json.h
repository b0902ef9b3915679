// One incident's fields, the same in every JSON document that holds one.
#pragma once

#include "report/json_document.h"

namespace queuehound {

// Into an object that is open.
void write_incident_fields(JsonDocument& out, const Incident& incident);

}  // namespace queuehound
