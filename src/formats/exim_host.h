// The host of an Exim log line in all its forms. Internal to the exim_*.cc parsers.
#pragma once

#include <string_view>

#include "formats/exim_items.h"
#include "formats/exim_log.h"

namespace queuehound::exim {

// Where the host at the start of `text` may end: `[ip]`, `name [ip]`, `(helo) [ip]`,
// `name (helo) [ip]`, each maybe with `:port`. A client's HELO may hold `) [ip]` itself, and so may
// what follows the host; each place with that shape is offered, from left to right.
class HostCandidates {
 public:
  explicit HostCandidates(std::string_view text);

  bool next();            // to the next candidate
  bool has_more() const;  // whether next() would find one
  const EximHost& host() const { return host_; }
  std::string_view rest() const { return rest_; }  // the text behind the host

 private:
  bool accept_bracket(std::string_view at_bracket);

  std::string_view text_, name_, rest_;
  EximHost host_;
  std::size_t helo_start_ = kNone;  // kNone: no HELO, one candidate at most
  std::size_t at_ = 0;              // where to look next
};

// "id Ci=9": what stands behind the blank is the number of the connection, if it can be.
bool ends_in_connection_id(std::string_view user);

// Who a line of the reception side is about: "H=host[ I=..][ U=ident][ Ci=..]" or "U=login", or the
// same without the first tag. As with the host, all places where it may end are offered.
class WhoCandidates {
 public:
  // `is_tagged`: H= or U= must be there; else it may be.
  WhoCandidates(std::string_view text, bool is_tagged);

  bool next();
  // Hosts times idents grow with the square of a crafted line: after 16 times its length it is
  // left.
  bool is_exhausted() const { return is_exhausted_; }
  EximHost host() const { return has_host_ ? hosts_.host() : EximHost{}; }
  bool has_host() const { return has_host_; }
  std::string_view host_lead() const { return host_lead_; }
  std::string_view interface_text() const { return interface_text_; }
  EximInterface interface_address() const { return interface_; }
  std::string_view user() const { return user_; }
  std::string_view connection_id() const { return connection_id_; }
  std::string_view rest() const { return rest_; }

 private:
  void start_user(std::string_view at_user);
  bool next_user();
  void take_connection();

  HostCandidates hosts_;
  std::string_view text_, host_lead_, interface_text_, user_text_, user_, connection_id_, rest_;
  EximInterface interface_;
  std::size_t user_end_ = 0;
  std::size_t budget_;
  bool is_exhausted_ = false;
  bool has_host_ = false, is_in_user_ = false, is_done_ = false;
};

// The far end of a delivery: `name`, `name [ip]:port*`, `name DS [ip]`. No client's text in it.
struct RemoteHost {
  EximHost host;
  bool has_dnssec = false;
  bool is_reused = false;    // '*': a further message on the same connection
  bool has_no_port = false;  // ":-1": with -N nothing was connected
};
bool take_remote_host(std::string_view& rest, RemoteHost& remote);

}  // namespace queuehound::exim
