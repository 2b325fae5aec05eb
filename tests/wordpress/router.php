<?php
// What Apache's rewriting does: files as they are, everything else through index.php.
$path = urldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
$file = __DIR__ . '/wordpress' . $path;
if ($path !== '/' && file_exists($file) && !is_dir($file)) { return false; }
if (is_dir($file) && file_exists("$file/index.php") && $path !== '/') { return false; }
file_put_contents(__DIR__ . '/asked.log', $_SERVER['REQUEST_URI'] . "\n", FILE_APPEND | LOCK_EX);
$_SERVER['SCRIPT_NAME'] = '/index.php';
require __DIR__ . '/wordpress/index.php';
