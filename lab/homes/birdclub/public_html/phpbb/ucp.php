<?php
// User control panel of the club's board: log in, register. Registration mails a welcome letter
// to whatever address the visitor gives, and asks for no proof of being human.
$mode = $_GET['mode'] ?? 'login';
if ($_SERVER['REQUEST_METHOD'] !== 'POST') {
    echo "<form method='post'><input name='username'><input name='email'><input type='submit'></form>";
    exit;
}
if ($mode !== 'register') {
    echo 'Logged in.';
    exit;
}
$email = preg_replace('/[\r\n]+/', '', $_POST['email'] ?? '');
$name = preg_replace('/[\r\n]+/', '', $_POST['username'] ?? '');
$subject = '=?UTF-8?B?' . base64_encode('Welcome to "Coast Bird Club"') . '?=';
$headers = implode("\r\n", [
    'From: Coast Bird Club <committee@birdclub.example>',
    'Reply-To: <committee@birdclub.example>',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    'X-Priority: 3',
    'X-Mailer: phpBB3',
    'X-phpBB-Origin: phpbb://birdclub.example/phpbb/ucp.php',
    'X-AntiAbuse: Board servername - birdclub.example',
    'X-AntiAbuse: User_id - 1',
    'X-AntiAbuse: Username - Anonymous',
    'X-AntiAbuse: User IP - ' . $_SERVER['REMOTE_ADDR'],
]);
$body = "Hello $name,\n\nyour account on the board of the Coast Bird Club is ready.\n"
      . "Keep this letter: it holds your user name.\n\nThe committee\n";
echo mail($email, $subject, $body, $headers) ? 'Your account has been created.' : 'Sorry.';
