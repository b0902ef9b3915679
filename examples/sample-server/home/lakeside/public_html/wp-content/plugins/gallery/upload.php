<?php
// A plugin with a hole: stores whatever file it is given below the uploads folder of the site.
if (!isset($_FILES['file'])) { echo "<form method='post' enctype='multipart/form-data'><input type='file' name='file'></form>"; exit; }
$folder = $_SERVER['DOCUMENT_ROOT'] . '/wp-content/uploads/2026/11';
@mkdir($folder, 0755, true);
move_uploaded_file($_FILES['file']['tmp_name'], $folder . '/' . basename($_FILES['file']['name']));
echo 'stored';
