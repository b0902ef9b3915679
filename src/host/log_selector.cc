#include "host/log_selector.h"

#include <algorithm>

#include "base/text.h"

namespace queuehound {
namespace {

struct Item {
  char sign = 0;          // 0: none stands there
  std::string_view name;  // letters, digits and "_"
  std::string_view rest;  // up to the next item: Exim wants nothing there
};

bool is_of_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// As decode_bits() of Exim's readconf.c does: blanks may stand before a sign, and need not
// ("+subject+pid" is two).
std::vector<Item> items_of(std::string_view text) {
  std::vector<Item> items;
  const auto take = [&text](std::size_t length) {
    const std::string_view taken = text.substr(0, length);
    text.remove_prefix(taken.size());
    return taken;
  };
  for (text = trim(text); !text.empty(); text = trim(text)) {
    Item item;
    if (text.front() == '+' || text.front() == '-') item.sign = take(1).front();
    const auto end = std::ranges::find_if_not(text, is_of_name);
    item.name = take(static_cast<std::size_t>(end - text.begin()));
    item.rest = take(text.find_first_of("+- \t"));
    items.push_back(item);
  }
  return items;
}

bool is_refused(const Item& item) {
  return item.sign == 0 || item.name.empty() || !item.rest.empty() ||
         item.name != to_lower(item.name);
}

// What a word without its sign can have meant: "none" or "0x1" was no name. A signed one that is
// not here may be of a newer Exim.
constexpr std::string_view kNames =
    " 8bitmime acl_warn_skipped address_rewrite all all_parents arguments connection_id "
    "connection_reject delay_delivery deliver_time delivery_size dkim dkim_verbose dnslist_defer "
    "dnssec etrn host_lookup_failed ident_timeout incoming_interface incoming_port "
    "lost_incoming_connection millisec msg_id msg_id_created outgoing_interface outgoing_port pid "
    "pipelining protocol_detail proxy queue_run queue_time queue_time_exclusive "
    "queue_time_overall receive_time received_recipients received_sender rejected_header "
    "retry_defer return_path_on_delivery sender_on_delivery sender_verify_fail size_reject "
    "skip_delivery smtp_confirmation smtp_connection smtp_incomplete_transaction smtp_mailauth "
    "smtp_no_mail smtp_protocol_error smtp_syntax_error subject tls_certificate_verified "
    "tls_cipher tls_peerdn tls_resumption tls_sni unknown_in_list ";

bool has_a_meaning(const Item& item) {
  const std::string name = to_lower(item.name);
  return !name.empty() && (item.sign != 0 || kNames.contains(" " + name + " "));
}

std::string with_plain_errors_mended(std::string_view text) {
  std::string mended;
  for (const Item& item : items_of(text))
    if (has_a_meaning(item)) mended += (item.sign == '-' ? '-' : '+') + to_lower(item.name);
  return mended;
}

}  // namespace

// As of Exim 4.82 and later, where they are known at all.
bool is_default_selector(std::string_view name) {
  constexpr std::string_view kDefaults =
      " acl_warn_skipped connection_reject delay_delivery dkim dnslist_defer etrn "
      "host_lookup_failed lost_incoming_connection msg_id queue_run rejected_header retry_defer "
      "sender_verify_fail size_reject skip_delivery smtp_confirmation tls_certificate_verified "
      "tls_cipher ";
  return kDefaults.contains(" " + std::string(name) + " ");
}

bool names_selector(std::string_view log_selector, std::string_view name) {
  return std::ranges::any_of(items_of(log_selector),
                             [&](const Item& item) { return item.name == name; });
}

bool selects(std::string_view log_selector, std::string_view name) {
  bool is_on = is_default_selector(name);
  for (const Item& item : items_of(log_selector))
    if (item.name == name || item.name == "all") is_on = item.sign == '+';
  return is_on;
}

std::vector<std::string> refused_selectors(std::string_view log_selector) {
  std::vector<std::string> refused;
  for (const Item& item : items_of(log_selector))
    if (is_refused(item))
      refused.push_back((item.sign ? std::string(1, item.sign) : "") + std::string(item.name) +
                        std::string(item.rest));
  return refused;
}

std::string merged_log_selector(std::string_view present,
                                const std::vector<std::string_view>& wanted) {
  const std::string mended = with_plain_errors_mended(present);
  std::string out;
  const auto add = [&out](char sign, std::string_view name) {
    if (!out.empty()) out += ' ';
    out += sign;
    out += name;
  };
  for (const Item& item : items_of(mended)) {
    const bool is_wanted = std::ranges::find(wanted, item.name) != wanted.end();
    if (!is_wanted || selects(mended, item.name)) add(item.sign, item.name);
  }
  for (const std::string_view name : wanted)
    if (!selects(out, name)) add('+', name);
  return out;
}

}  // namespace queuehound
