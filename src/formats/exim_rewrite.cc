// Writes parsed lines back in Exim's field order. It exists to prove that parsing loses nothing: a
// line is written from its fields alone, and must come out as it went in.
#include <cstdio>
#include <string>

#include "formats/exim_items.h"
#include "formats/exim_log.h"

namespace queuehound {
namespace {

using exim::is_present;

void add(std::string& out, std::string_view lead, std::string_view value,
         std::string_view end = {}) {
  if (!is_present(value)) return;
  out += lead;
  out += value;
  out += end;
}

void add_filled(std::string& out, std::string_view lead, std::string_view value,
                std::string_view end = {}) {
  if (!value.empty()) add(out, lead, value, end);
}

void add_bracket(std::string& out, std::string_view ip, std::uint16_t port) {
  out += '[';
  out += ip;
  out += ']';
  if (port != 0) out += ':' + std::to_string(port);
}

void add_host(std::string& out, const EximHost& host) {
  out += host.name;
  if (is_present(host.helo)) {
    out += host.name.empty() ? "(" : " (";
    out += host.helo;
    out += ')';
  }
  if (!host.name.empty() || is_present(host.helo)) out += ' ';
  add_bracket(out, host.ip, host.port);
}

void add_stamp(std::string& out, const EximFrame& frame) {
  using std::chrono::year_month_day, std::chrono::sys_days, std::chrono::days, std::chrono::floor;
  const Time at{seconds{frame.wall.seconds}};
  const year_month_day date{floor<days>(at)};
  const long clock = (at - floor<days>(at)).count();
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u %02ld:%02ld:%02ld",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), clock / 3600, clock / 60 % 60, clock % 60);
  out += text;
  if (frame.millisecond >= 0) {
    std::snprintf(text, sizeof text, ".%03d", frame.millisecond);
    out += text;
  }
  if (!frame.has_zone) return;
  const int east = frame.zone_seconds < 0 ? -frame.zone_seconds : frame.zone_seconds;
  std::snprintf(text, sizeof text, " %c%02d%02d", frame.zone_seconds < 0 ? '-' : '+', east / 3600,
                east / 60 % 60);
  out += text;
}

void add_frame(std::string& out, const EximFrame& frame) {
  add_stamp(out, frame);
  out += ' ';
  if (frame.pid != 0) out += '[' + std::to_string(frame.pid) + "] ";
  if (!frame.id.empty()) (out += frame.id) += ' ';
}

void add_interface(std::string& out, std::string_view ip, std::uint16_t port) {
  if (!is_present(ip)) return;
  out += " I=";
  add_bracket(out, ip, port);
}

void add_auth(std::string& out, const EximArrival& arrival) {
  add(out, " A=", arrival.auth);
  add(out, ":", arrival.auth_id);
  add(out, ":", arrival.auth_sender);
}

bool add_arrival(std::string& out, std::string_view text) {
  exim::ArrivalExtras extras;
  const auto arrival = exim::parse_arrival(text, extras);
  if (!arrival || !arrival->unparsed.empty() || arrival->is_ambiguous) return false;
  if (extras.has_overflowed) return false;
  out += arrival->sender.empty() ? "<>" : arrival->sender;
  add(out, " R=", arrival->bounced_id);
  if (extras.has_dnssec) out += " DS";
  if (arrival->host.present) add_host(out += " H=", arrival->host);
  add_interface(out, arrival->interface_address, arrival->interface_port);
  add(out, " ", extras.fast_open);
  add(out, " U=", arrival->user);
  add(out, " Ci=", arrival->connection_id);
  add(out, " P=", arrival->protocol);
  add(out, " ", extras.pipelining);
  add(out, " ", extras.spf);
  add(out, " X=", arrival->cipher);
  add(out, " CV=", arrival->certificate_verified);
  add(out, " DN=\"", arrival->certificate_name, "\"");
  const std::string_view quote = extras.has_quoted_sni ? "\"" : "";
  add(out, extras.has_quoted_sni ? " SNI=\"" : " SNI=", arrival->sni, quote);
  add_auth(out, *arrival);
  add(out, " ", extras.prdr);
  add(out, " PRX=", extras.proxy);
  add(out, " ", extras.chunking);
  out += " S=" + std::to_string(arrival->size);
  add(out, " M8S=", extras.m8s);
  add(out, " DKIM=", extras.dkim);
  add(out, " ", extras.arc);
  add(out, " ", extras.dmarc);
  add(out, " RT=", extras.receive_time);
  add(out, " Q=", arrival->queue);
  add(out, extras.is_own_message_id ? " id*=" : " id=", arrival->message_id);
  if (arrival->has_subject) add(out, " T=\"", arrival->subject, "\"");
  add(out, " from <", arrival->raw_sender, ">");
  add(out, " for ", arrival->recipients);
  return true;
}

void add_delivery_host(std::string& out, const EximDelivery& delivery,
                       const exim::DeliveryExtras& extras) {
  if (!extras.has_host) return;
  out += " H=";
  out += delivery.host.name;
  if (extras.has_dnssec) out += " DS";
  if (!is_present(delivery.host.ip)) return;
  if (!delivery.host.name.empty()) out += ' ';
  add_bracket(out, delivery.host.ip, delivery.host.port);
  if (extras.has_no_port) out += ":-1";
  if (extras.is_reused) out += '*';
}

void add_session(std::string& out, const EximDelivery& delivery,
                 const exim::DeliveryExtras& extras) {
  add(out, " PRX=", extras.proxy);
  add(out, " I=", extras.interface_text);
  add(out, " ", extras.fast_open);
  add(out, " PS=", extras.ps);
  add(out, " X=", delivery.cipher);
  add(out, " CV=", extras.certificate_verified);
  add(out, " DN=\"", extras.certificate_name, "\"");
  add(out, " A=", delivery.auth);
  add(out, ":", delivery.auth_id);
  add(out, " ", extras.pipelining);
  add(out, " ", extras.prdr);
  add(out, " ", extras.chunking);
}

void add_route(std::string& out, const EximDelivery& delivery, const exim::DeliveryExtras& extras) {
  out += delivery.final_address;
  add_filled(out, " (", delivery.parents, ")");
  add_filled(out, " <", delivery.top_address, ">");
  add(out, " I=", extras.early_interface_text);
  add(out, " F=<", delivery.sender, ">");
  add(out, " Q=", delivery.queue);
  add(out, " SRS=<", extras.forward_srs, ">");
  if (delivery.has_return_path) add(out, " P=<", delivery.return_path, ">");
  add(out, " R=", delivery.router);
  add(out, " T=", delivery.transport);
  if (extras.has_size) out += " S=" + std::to_string(delivery.size);
}

bool add_delivery(std::string& out, EximLineKind kind, std::string_view text) {
  exim::DeliveryExtras extras;
  const auto delivery = exim::parse_delivery(kind, text, extras);
  if (!delivery || !delivery->unparsed.empty() || delivery->is_ambiguous) return false;
  if (!extras.bare.empty()) {
    out += extras.bare;
    add(out, " (", delivery->reason, extras.behind_bare);
    return true;
  }
  add_route(out, *delivery, extras);
  if (!extras.defer_lead.empty()) {
    out += extras.defer_lead;
    out += std::to_string(delivery->error_number) + ')';
    add(out, ": ", delivery->error);
  }
  add_delivery_host(out, *delivery, extras);
  add_session(out, *delivery, extras);
  add(out, " ST=", extras.shadow);
  add(out, " DKIM=", extras.dkim);
  add(out, " C=\"", delivery->confirmation, "\"");
  add(out, " QT=", extras.queue_time);
  if (kind != EximLineKind::failure) add(out, " DT=", extras.delivery_time);
  if (extras.has_reason) (out += extras.separator) += delivery->reason;
  if (kind == EximLineKind::failure) add(out, " DT=", extras.delivery_time);
  return true;
}

bool add_reject(std::string& out, std::string_view text) {
  exim::RejectExtras extras;
  const auto reject = exim::parse_reject(text, extras);
  if (!reject || reject->is_ambiguous) return false;
  out += extras.head;
  out += extras.host_lead;
  if (reject->host.present) add_host(out, reject->host);
  add(out, " I=", extras.interface_text);
  add(out, reject->host.present ? " U=" : "", reject->user);
  add(out, " Ci=", reject->connection_id);
  add(out, " X=", extras.cipher);
  add(out, " CV=", extras.certificate_verified);
  add(out, " DN=\"", extras.certificate_name, "\"");
  add(out, " SNI=", extras.sni);
  if (is_present(extras.from_lead)) add(out, extras.from_lead, reject->sender, ">");
  add(out, " A=", reject->auth);
  add(out, ":", reject->auth_id);
  add(out, " ", extras.spf);
  add(out, " ", extras.dmarc);
  out += extras.phrase;
  if (extras.head.empty()) out += reject->argument;
  out += extras.reason_lead;
  out += reject->reason;
  return true;
}

bool add_auth_failure(std::string& out, std::string_view text) {
  exim::AuthFailureExtras extras;
  const auto failure = exim::parse_auth_failure(text, extras);
  if (!failure || failure->is_ambiguous) return false;
  out += failure->authenticator;
  out += " authenticator failed for ";
  out += extras.host_lead;
  if (failure->host.present) add_host(out, failure->host);
  add(out, " I=", extras.interface_text);
  add(out, failure->host.present ? " U=" : "", failure->user);
  add(out, " Ci=", failure->connection_id);
  out += ": " + std::to_string(failure->code);
  add(out, " ", failure->message);
  add(out, " (set_id=", failure->set_id, ")");
  out += extras.after_set_id;
  return true;
}

bool add_cwd(std::string& out, std::string_view text) {
  const auto cwd = parse_exim_cwd(text);
  if (!cwd || !cwd->is_complete) return false;
  out += "cwd=";
  out += cwd->directory;
  out += ' ' + std::to_string(cwd->argument_count) + " args:";
  add_filled(out, " ", cwd->arguments);
  return true;
}

bool add_removal(std::string& out, std::string_view text) {
  const auto removal = parse_exim_removal(text);
  if (!removal) return false;
  if (removal->was_too_old) {
    (out += "Message removed because older than ") += removal->by;
    return true;
  }
  out += removal->was_cancelled ? "cancelled by " : "removed by ";
  out += removal->by;
  return true;
}

bool add_completed(std::string& out, std::string_view text) {
  std::string_view queue_time;
  exim::skip(text, "Completed");
  std::string_view rest = text;
  if (exim::skip(rest, " QT=") && !exim::take_duration(rest, queue_time)) return false;
  if (!rest.empty()) return false;
  out += "Completed";
  add(out, " QT=", queue_time);
  return true;
}

bool add_text(std::string& out, EximLineKind kind, std::string_view text) {
  switch (kind) {
    case EximLineKind::arrival:
    case EximLineKind::fake_reject:
    case EximLineKind::delivery:
    case EximLineKind::additional:
    case EximLineKind::cutthrough:
    case EximLineKind::suppressed:
    case EximLineKind::failure:
    case EximLineKind::deferral: {
      out += text.substr(0, 3);
      const bool is_arrival = kind == EximLineKind::arrival || kind == EximLineKind::fake_reject;
      return is_arrival ? add_arrival(out, text.substr(3))
                        : add_delivery(out, kind, text.substr(3));
    }
    case EximLineKind::reject:
      return add_reject(out, text);
    case EximLineKind::auth_failure:
      return add_auth_failure(out, text);
    case EximLineKind::cwd:
      return add_cwd(out, text);
    case EximLineKind::removed:
      return add_removal(out, text);
    case EximLineKind::completed:
      return add_completed(out, text);
    default:
      return false;
  }
}

}  // namespace

std::optional<std::string> rewrite_exim_line(std::string_view line) {
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  const auto frame = parse_exim_frame(line);
  if (!frame) return {};
  std::string out;
  out.reserve(line.size());
  add_frame(out, *frame);
  // A stamp that no clock writes (a leap second, "-0000") is not understood well enough to keep.
  if (!line.starts_with(out) || out.size() + frame->text.size() != line.size()) return {};
  if (!add_text(out, classify_exim_text(*frame), frame->text)) return {};
  return out;
}

}  // namespace queuehound
