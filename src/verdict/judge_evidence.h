// What would be missing the day somebody sends spam, by all looks, and how bad that is.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "verdict/finding.h"

namespace queuehound {

// Dearest first.
std::vector<Finding> judge_evidence(const CheckFile& file);

enum class EvidenceGrade : std::uint8_t { good, fair, weak };
EvidenceGrade evidence_grade(const std::vector<Finding>& findings);
std::string_view grade_word(EvidenceGrade grade);

}  // namespace queuehound
