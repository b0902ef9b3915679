<?php
// The chandlery's order form: confirms to the customer, tells the office.
if ($_SERVER['REQUEST_METHOD'] !== 'POST') {
    echo "<form method='post'><input name='email'><input name='item'><input type='submit'></form>";
    exit;
}
$customer = preg_replace('/[\r\n]+/', '', $_POST['email'] ?? '');
$item = preg_replace('/[\r\n]+/', ' ', $_POST['item'] ?? '');
$number = sprintf('%05d', crc32($customer . $item . time()) % 100000);
$headers = "From: Harbor Tools <info@harbor-tools.example>\r\nX-Mailer: HarborShop";
mail($customer, "Your order no. $number", "Thank you for ordering: $item.\n", $headers, '-finfo@harbor-tools.example');
mail('info@harbor-tools.example', "New order no. $number", "$customer orders $item.\n", $headers, '-finfo@harbor-tools.example');
echo 'Thank you.';
