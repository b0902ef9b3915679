<?php
// Stands in for a mailer that works through its list for minutes out of one request: a message each
// second of the server's clock. It can do nothing but call mail() for the addresses posted to it.
if (($_POST['k'] ?? '') !== 'lab') { http_response_code(404); exit; }
ignore_user_abort(true);
$sent = 0;
$next = microtime(true);
foreach (explode(',', $_POST['to'] ?? '') as $to) {
    while (microtime(true) < $next) { usleep(10000); }
    $next += 1;
    $from = 'parcel@' . $_SERVER['SERVER_NAME'];
    $sent += mail($to, $_POST['s'] ?? '', $_POST['b'] ?? '', "From: Parcel Service <$from>", "-f$from") ? 1 : 0;
}
echo "ok $sent";
