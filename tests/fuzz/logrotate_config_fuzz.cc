#include "host/logrotate_config.h"

#include "host/log_selector.h"
#include "host/php_settings.h"
#include "inside.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace queuehound;
  const std::string_view text = text_of(data, size);
  RotationRule defaults;
  for (const RotationRule& rule : parse_logrotate(text, defaults)) {
    require(rule.keep <= 100'000 && rule.every_days >= 1);
    require(rule.line >= 1);
  }
  for (const PhpSetting& setting : parse_php_settings(text)) {
    require_inside(text, setting.key);
    require_inside(text, setting.value);
    require(setting.line >= 1);
  }
  const std::string merged = merged_log_selector(text, {"arguments", "pid"});
  require(selects(merged, "arguments") && selects(merged, "pid"));
  return 0;
}
