<?php
// Stands in for an uploaded mailer that writes headers of its driver's choice. It can do nothing but call
// mail() for the addresses posted to it, and the lab's server has no way out of its network namespace.
if (($_POST['k'] ?? '') !== 'lab') { http_response_code(404); exit; }
$sent = 0;
foreach (explode(',', $_POST['to'] ?? '') as $to) {
    $from = $_POST['f'] ?? '';
    $sent += mail($to, $_POST['s'] ?? '', $_POST['b'] ?? '', "From: $from\r\n" . ($_POST['h'] ?? ''), "-f$from") ? 1 : 0;
}
echo "ok $sent";
