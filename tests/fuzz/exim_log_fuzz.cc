// Any bytes: no parser crashes, every view lies inside the line, what is understood can be written
// back byte for byte, and what is read in one pass is what the whole parsers read.
#include <cstdint>
#include <cstdlib>
#include <initializer_list>
#include <string_view>

#include "formats/exim_log.h"
#include "fuzz/exim_plain_agrees.h"

namespace {

using namespace queuehound;

void expect(bool holds) {
  if (!holds) std::abort();
}

void expect_inside(std::string_view whole, std::initializer_list<std::string_view> parts) {
  for (const std::string_view part : parts) {
    if (part.data() == nullptr) continue;
    if (part.empty() && part.data() == std::string_view("").data()) continue;
    expect(part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
  }
}

void check_arrival(std::string_view line, std::string_view text) {
  const auto a = parse_exim_arrival(text);
  if (!a) return;
  expect_inside(line, {a->sender,
                       a->bounced_id,
                       a->host.name,
                       a->host.helo,
                       a->host.ip,
                       a->interface_address,
                       a->user,
                       a->connection_id,
                       a->protocol,
                       a->cipher,
                       a->certificate_verified,
                       a->certificate_name,
                       a->sni,
                       a->auth,
                       a->auth_id,
                       a->auth_sender,
                       a->queue,
                       a->message_id,
                       a->subject,
                       a->raw_sender,
                       a->recipients,
                       a->unparsed});
  std::size_t total = 0;
  for_each_recipient(a->recipients, [&](std::string_view address) {
    expect_inside(line, {address});
    total += address.size() + 1;
  });
  expect(total <= a->recipients.size() + 1);
  expect(unescape_exim_subject(a->subject).size() <= a->subject.size());
}

void check_delivery(std::string_view line, EximLineKind kind, std::string_view text) {
  const auto d = parse_exim_delivery(kind, text);
  if (!d) return;
  expect_inside(line, {d->final_address, d->parents, d->top_address, d->sender, d->return_path,
                       d->queue, d->router, d->transport, d->host.name, d->host.ip, d->cipher,
                       d->auth, d->confirmation, d->reason, d->unparsed});
}

void check_reception(std::string_view line, std::string_view text) {
  if (const auto r = parse_exim_reject(text)) {
    expect_inside(line, {r->host.name, r->host.helo, r->host.ip, r->user, r->sender, r->auth,
                         r->auth_id, r->argument, r->reason});
  }
  if (const auto f = parse_exim_auth_failure(text)) {
    expect_inside(
        line, {f->authenticator, f->host.name, f->host.helo, f->host.ip, f->set_id, f->message});
  }
  if (const auto c = parse_exim_connection(text)) {
    expect_inside(line, {c->host.name, c->host.helo, c->host.ip, c->user});
  }
  if (const auto cwd = parse_exim_cwd(text)) {
    expect_inside(line, {cwd->directory, cwd->arguments});
    for (const std::string_view argument : split_exim_arguments(cwd->arguments)) {
      expect_inside(line, {argument});
    }
  }
  if (const auto removal = parse_exim_removal(text)) expect_inside(line, {removal->by});
}

void check_line(std::string_view line) {
  if (const auto wrapped = unwrap_syslog(line))
    expect_inside(line, {wrapped->line, wrapped->syslog_stamp});
  const auto frame = parse_exim_frame(line);
  if (!frame) return;
  expect_inside(line, {frame->id, frame->text});
  const EximLineKind kind = classify_exim_text(*frame);
  expect(!kind_name(kind).empty());
  const std::string_view text = frame->text;
  const std::string_view behind_flag = text.size() > 3 ? text.substr(3) : text.substr(text.size());
  check_arrival(line, behind_flag);
  for (const EximLineKind any :
       {EximLineKind::delivery, EximLineKind::failure, EximLineKind::deferral}) {
    check_delivery(line, any, behind_flag);
  }
  check_reception(line, text);
  expect(usual_frame_differs(line).empty());
  expect(plain_line_differs(*frame).empty());
  expect(plain_arrival_differs(behind_flag).empty());
  for (const EximLineKind any :
       {EximLineKind::delivery, EximLineKind::failure, EximLineKind::deferral})
    expect(plain_delivery_differs(any, behind_flag).empty());
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  if (const auto written = rewrite_exim_line(line)) expect(*written == line);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  check_line({reinterpret_cast<const char*>(data), size});
  return 0;
}
